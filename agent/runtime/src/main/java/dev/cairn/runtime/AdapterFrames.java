package dev.cairn.runtime;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The frames of the JDK that may stand between two woven ones although they save nothing: adapters,
 * which do nothing after the return but box, cast, widen or wrap. The closed table of them.
 *
 * <p>Each frame gets a letter, and the letters from the inner woven frame to the outer one must be
 * one of these words; whatever else stands there pins. A default value and a normal return survive
 * all of them on the way out, save for a proxy that unboxes null.
 *
 * <pre>
 *   l*            proxies of lambdas and method references
 *   l* h* m+ M    Method.invoke: 17 native or generated accessors, 18 and later a handle's frames
 *   h* c+ w N     Constructor.newInstance
 *   h* c+ w r+ K  Class.newInstance
 *   l* p? P       AccessController.doPrivileged; from 24 on it calls the action itself
 *   l* d e        MethodHandle.invokeExact or invoke of a handle that is a method's own
 * </pre>
 *
 * <p>On re-entry none of them is there: {@link Woven} does in their stead what they do after the
 * return, at the call in the outer frame, whose static target tells which of them it was.
 */
final class AdapterFrames {
  private static final Pattern LAMBDAS = Pattern.compile("l*");
  private static final Pattern ADAPTERS =
      Pattern.compile("l*[hde]*m+M|[hde]*c+wN|[hde]*c+wr+K|l*p?P|l*de");
  private static final Pattern GENERATED =
      Pattern.compile("(jdk\\.internal\\.reflect\\.Generated(?:Method|Constructor)Accessor)\\d+");

  /** A direct method handle's frames; of a constructor's, which makes the object, there is none. */
  private static final Set<String> DIRECT =
      Set.of(
          "invokeVirtual",
          "invokeStatic",
          "invokeStaticInit",
          "invokeSpecial",
          "invokeSpecialIFC",
          "invokeInterface");

  /**
   * What a call links to that names the handle's own type, or another one: a handle that converts
   * has a frame for it between this one and the direct one.
   */
  private static final Set<String> LINKERS = Set.of("invokeExact_MT", "invoke_MT");

  /** One name for all calls of handles: each has another descriptor, which its frame erases. */
  private static final String HANDLE_CALL = "java/lang/invoke/MethodHandle.invoke";

  private static final String REFLECT = "jdk.internal.reflect.";

  /** Class and method, by letter. */
  private static final Map<String, Character> FRAMES =
      Map.ofEntries(
          Map.entry(REFLECT + "NativeMethodAccessorImpl.invoke0", 'm'),
          Map.entry(REFLECT + "NativeMethodAccessorImpl.invoke", 'm'),
          Map.entry(REFLECT + "DelegatingMethodAccessorImpl.invoke", 'm'),
          Map.entry(REFLECT + "GeneratedMethodAccessor.invoke", 'm'),
          Map.entry(REFLECT + "DirectMethodHandleAccessor.invokeImpl", 'm'),
          Map.entry(REFLECT + "DirectMethodHandleAccessor.invoke", 'm'),
          Map.entry(REFLECT + "DirectMethodHandleAccessor$NativeAccessor.invoke0", 'm'),
          Map.entry(REFLECT + "DirectMethodHandleAccessor$NativeAccessor.invoke", 'm'),
          Map.entry(REFLECT + "NativeConstructorAccessorImpl.newInstance0", 'c'),
          Map.entry(REFLECT + "NativeConstructorAccessorImpl.newInstance", 'c'),
          Map.entry(REFLECT + "DelegatingConstructorAccessorImpl.newInstance", 'c'),
          Map.entry(REFLECT + "GeneratedConstructorAccessor.newInstance", 'c'),
          Map.entry(REFLECT + "DirectConstructorHandleAccessor.invokeImpl", 'c'),
          Map.entry(REFLECT + "DirectConstructorHandleAccessor.newInstance", 'c'),
          Map.entry(REFLECT + "DirectConstructorHandleAccessor$NativeAccessor.newInstance0", 'c'),
          Map.entry(REFLECT + "DirectConstructorHandleAccessor$NativeAccessor.newInstance", 'c'),
          Map.entry("java.lang.reflect.Constructor.newInstanceWithCaller", 'w'),
          Map.entry("java.lang.reflect.ReflectAccess.newInstance", 'r'),
          Map.entry(REFLECT + "ReflectionFactory.newInstance", 'r'),
          Map.entry("java.security.AccessController.executePrivileged", 'p'));

  /** What the outer frame calls: class, method and descriptor, by letter. */
  private static final Map<String, Character> ENTRIES =
      Map.of(
          "java.lang.reflect.Method.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;",
          'M',
          "java.lang.reflect.Constructor.newInstance([Ljava/lang/Object;)Ljava/lang/Object;",
          'N',
          "java.lang.Class.newInstance()Ljava/lang/Object;",
          'K',
          "java.security.AccessController.doPrivileged(Ljava/security/PrivilegedAction;)Ljava/lang/Object;",
          'P',
          "java.security.AccessController.doPrivileged(Ljava/security/PrivilegedExceptionAction;)Ljava/lang/Object;",
          'P');

  private final List<StackFrame> frames = new ArrayList<>();
  private final StringBuilder letters = new StringBuilder();

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Adds the next frame outwards. */
  void add(StackFrame f) {
    frames.add(f);
    letters.append(letter(f));
  }

  void clear() {
    frames.clear();
    letters.setLength(0);
  }

  /** Name and descriptor of what the outer woven frame calls. */
  String called() {
    return letters.charAt(letters.length() - 1) == 'e'
        ? HANDLE_CALL
        : key(frames.get(frames.size() - 1));
  }

  /**
   * Why these frames pin; null where they are adapters.
   *
   * @param inner name and descriptor of the woven method inside, or null where our own re-entry is
   */
  @SuppressWarnings("removal") // the one of 17 to 23 that may be there
  @Nullable Pin pin(@Nullable String inner) {
    if (letters.indexOf("P") >= 0 && System.getSecurityManager() != null) {
      return new Pin(
          show(frames.get(frames.size() - 1)),
          "with a security manager this frame can't be saved: it holds privileges");
    }
    boolean lambdas = LAMBDAS.matcher(letters).matches();
    if (inner == null || !(lambdas || ADAPTERS.matcher(letters).matches())) {
      return unknown();
    }
    StackFrame converting = converting(inner, !lambdas);
    return converting == null
        ? null
        : new Pin(show(converting), "a lambda that unboxes or converts its result can't be saved");
  }

  /** Whether all are a method handle's own: those between {@link Woven} and a clone are. */
  boolean areHandles() {
    return frames.stream().allMatch(AdapterFrames::isHandle);
  }

  /** The innermost frame that no table holds; the innermost at all where their order is unknown. */
  Pin unknown() {
    int at = Math.max(0, letters.indexOf("?"));
    int handle = (int) letters.chars().takeWhile(c -> "hde".indexOf(c) < 0).count();
    if (handle < letters.length() && (handle < at || letters.charAt(at) != '?')) {
      return new Pin(show(frames.get(handle)), "a method handle's frame can't be saved");
    }
    StackFrame f = frames.get(at);
    return new Pin(
        show(f),
        f.getMethodName().equals("<init>") && f.getDeclaringClass().getClassLoader() != null
            ? "this frame can't be saved: its class is not woven, or it calls what leads to a safe"
                + " point before super(...) or this(...) has returned"
                + StackCheck.COMPUTE
            : "this frame can't be saved: its class is not woven");
  }

  /**
   * The first proxy of a lambda whose work after the return neither a default value survives nor
   * {@link Woven} does in its stead: that is to box, to cast, and for the only proxy to widen or to
   * drop the value, since the caller's clone does so, too.
   */
  private @Nullable StackFrame converting(String inner, boolean adapted) {
    char made = inner.contains("<init>") ? 'L' : returned(inner);
    char from = made;
    int proxies = Math.max(0, letters.lastIndexOf("l") + 1);
    for (int i = 0; i < proxies; i++) {
      char to = returned(key(frames.get(i)));
      boolean unboxes = from == 'L' && to != 'L' && to != 'V';
      boolean converts = to != 'L' && to != made;
      boolean left = converts && (adapted || (to != 'V' && proxies > 1));
      if (unboxes || left) {
        return frames.get(i);
      }
      from = to;
    }
    return null;
  }

  private static char letter(StackFrame f) {
    Class<?> c = f.getDeclaringClass();
    if (isLambdaProxy(c)) {
      return 'l';
    }
    if (isHandle(f)) {
      return !c.isHidden() && !c.getName().endsWith("$Holder")
          ? '?'
          : isOf(c, "Invokers", "MH") && LINKERS.contains(f.getMethodName())
              ? 'e'
              : isOf(c, "DirectMethodHandle", "DMH") && DIRECT.contains(f.getMethodName())
                  ? 'd'
                  : 'h';
    }
    if (c.getClassLoader() != null && !c.getName().startsWith(REFLECT + "Generated")) {
      return '?';
    }
    Character entry = ENTRIES.get(c.getName() + "." + key(f));
    if (entry != null) {
      return entry;
    }
    String name = GENERATED.matcher(c.getName()).replaceFirst("$1");
    return FRAMES.getOrDefault(name + "." + f.getMethodName(), '?');
  }

  private static boolean isHandle(StackFrame f) {
    return f.getDeclaringClass().getPackageName().equals("java.lang.invoke");
  }

  /** Whether the code of a lambda form stands with the JDK's own, or was spun for its kind. */
  private static boolean isOf(Class<?> c, String holder, String kind) {
    String name = c.getName().substring("java.lang.invoke.".length());
    return name.equals(holder + "$Holder")
        || (c.isHidden() && name.startsWith("LambdaForm$" + kind + "/"));
  }

  /** The class that LambdaMetafactory spins: hidden, synthetic, {@code Host$$Lambda…}. */
  private static boolean isLambdaProxy(Class<?> c) {
    return c.isHidden() && c.isSynthetic() && c.getName().contains("$$Lambda");
  }

  private static String key(StackFrame f) {
    return f.getMethodName() + f.getDescriptor();
  }

  private static char returned(String key) {
    char c = key.charAt(key.indexOf(')') + 1);
    return c == '[' ? 'L' : c;
  }

  static String show(StackFrame f) {
    return f.toStackTraceElement().toString();
  }
}
