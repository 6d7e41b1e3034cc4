package dev.cairn.instrumenter.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The closed table of the JDK's methods that hand a call on to the application's, keep nothing
 * across it, and are known to do no more after its return than {@link #after}. Their frames save
 * nothing: the caller's clone calls its callee's clone itself, and does the rest in their stead.
 *
 * <p>All are final or static, so that a call's static target tells that it is one. The runtime's
 * stack check knows the frames that they consist of.
 */
public enum Adapter implements Callable {
  METHOD_INVOKE(
      "java/lang/reflect/Method",
      "invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;",
      After.WRAPS_ALL),
  CONSTRUCTOR_NEW_INSTANCE(
      "java/lang/reflect/Constructor",
      "newInstance([Ljava/lang/Object;)Ljava/lang/Object;",
      After.WRAPS_ALL),
  CLASS_NEW_INSTANCE("java/lang/Class", "newInstance()Ljava/lang/Object;", After.HANDS_ON),
  PRIVILEGED(
      "java/security/AccessController",
      "doPrivileged(Ljava/security/PrivilegedAction;)Ljava/lang/Object;",
      After.HANDS_ON),
  PRIVILEGED_EXCEPTION(
      "java/security/AccessController",
      "doPrivileged(Ljava/security/PrivilegedExceptionAction;)Ljava/lang/Object;",
      After.WRAPS_CHECKED),
  /**
   * {@code invokeExact} and {@code invoke}, each of whose calls has a descriptor of its own (JVMS
   * 2.9.3). Of the handles, those that do no more than to call a method of that very type.
   */
  METHOD_HANDLE(Adapter.HANDLE, Adapter.HANDLE + ".invoke", After.HANDS_ON);

  /** What an adapter does with what its callee gave or threw; boxing is the same for all. */
  public enum After {
    /** Nothing. */
    HANDS_ON,
    /** Throws an {@code InvocationTargetException} of whatever was thrown. */
    WRAPS_ALL,
    /** Throws a {@code PrivilegedActionException} of a checked exception. */
    WRAPS_CHECKED
  }

  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private static final List<Adapter> ALL = List.of(values());

  private final String owner;
  private final String key;
  private final After after;

  Adapter(String owner, String key, After after) {
    this.owner = owner;
    this.key = key;
    this.after = after;
  }

  /**
   * The adapter that a call names, or null.
   *
   * @param key name and descriptor
   */
  public static @Nullable Adapter of(String owner, String key) {
    if (owner.equals(HANDLE) && (key.startsWith("invokeExact(") || key.startsWith("invoke("))) {
      return METHOD_HANDLE;
    }
    for (Adapter a : ALL) {
      if (a.owner.equals(owner) && a.key.equals(key)) {
        return a;
      }
    }
    return null;
  }

  /** Name and descriptor; one name for all calls of method handles. */
  public String key() {
    return key;
  }

  /** What it does after the return. */
  public After after() {
    return after;
  }
}
