package dev.cairn.snapshot.heap;

import dev.cairn.runtime.IdentityHash;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the job have identity hashes of its own: knows the headers, and which objects are the job's
 * rather than the JVM's. Thread-safe.
 */
public final class JobHashes implements IdentityHash.Headers {
  private static final MethodType HASH_CODE = MethodType.methodType(int.class);

  /**
   * Package and class name prefixes: objects that the JDK makes, and looks up, at moments that
   * differ from JVM to JVM. To give them numbers would shift those of the job.
   */
  private static final String[] OF_THE_JVM = {
    "java.lang.ClassLoader",
    "java.lang.ClassValue",
    "java.lang.Module",
    "java.lang.invoke.",
    "java.lang.module.",
    "java.lang.ref.",
    "java.lang.reflect.",
    "java.security.",
    "java.util.jar.",
    "java.util.zip.",
    "jdk.",
    "sun."
  };

  private final HeaderHash header;
  private final MethodHandles.Lookup lookup;
  private final ClassLoader own;

  /**
   * @param lookup sees all members
   * @param own the agent's class loader, whose objects aren't the job's
   */
  JobHashes(HeaderHash header, MethodHandles.Lookup lookup, ClassLoader own) {
    this.header = header;
    this.lookup = lookup;
    this.own = own;
  }

  /**
   * From here on identity hashes that the treated classes ask for are the job's. The JDK's classes
   * must be treated by now. What the JVM has hashed already, constants and loaders that a job can
   * name, gets its number over the old one, and the JDK's tables follow.
   *
   * @param lookup sees all members
   * @param application the loader of the job's classes
   */
  public static void begin(
      HeapAccess access, MethodHandles.Lookup lookup, ClassLoader application) {
    HeaderHash header = access.header();
    Instrumentation instrumentation = access.instrumentation();
    JobHashes hashes = new JobHashes(header, lookup, JobHashes.class.getClassLoader());
    Rehash.begin(
        hashes.hashed(instrumentation, application),
        instrumentation,
        header,
        application,
        () -> {
          hashes.forgetArchived();
          IdentityHash.begin(hashes, header.bits(), header.hashOf("") > 0);
        });
  }

  /**
   * Some JVMs map objects from their archive of classes, and hash all of them when they make that
   * (17 with G1). A job can name cached boxes and empty collections of these: they are as in a JVM
   * without an archive then, where nobody has asked them. Strings can't be listed: {@link
   * IdentityHash} knows which of them it has given a number.
   */
  private void forgetArchived() {
    for (Field f : Mem.fields(Renewed.type(SetOrder.IMMUTABLE))) {
      boolean reference = Modifier.isStatic(f.getModifiers()) && !f.getType().isPrimitive();
      Object o = reference ? Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f)) : null;
      if (o != null && o.getClass().getName().startsWith(SetOrder.IMMUTABLE)) {
        forget(o);
      }
    }
    for (Object box : NamedObjects.cachedBoxes()) {
      forget(box);
    }
  }

  private void forget(Object o) {
    int hash = header.hashOf(o);
    if (hash > 0) {
      header.clear(o, hash);
    }
  }

  /** What has a name in every JVM, and may have been hashed by now. */
  private List<NamedHashes.Named> hashed(Instrumentation instrumentation, ClassLoader application) {
    List<NamedHashes.Named> all = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (c.isEnum() && Mem.initialised(c)) {
        for (Field f : Mem.fields(c)) {
          if (f.isEnumConstant()
              && Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f)) instanceof Enum<?> e
              && header.hashOf(e) != 0) {
            all.add(new NamedHashes.Named(e, IdentityHash.named(e), c.getName() + "." + e.name()));
          }
        }
      }
    }
    add(application, "loader A", all);
    add(application.getParent(), "loader P", all);
    add(Thread.currentThread(), "thread main", all);
    return all;
  }

  private static void add(@Nullable Object o, String name, List<NamedHashes.Named> all) {
    if (o != null) {
      all.add(new NamedHashes.Named(o, IdentityHash.named(name), name));
    }
  }

  @Override
  public int hashOf(Object o) {
    return header.hashOfHeld(o);
  }

  @Override
  public boolean set(Object o, int hash) {
    return header.set(o, hash);
  }

  @Override
  public boolean replace(Object o, int hash) {
    return header.replace(o, hash);
  }

  @Override
  public boolean numbers(Class<?> c) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (element.getClassLoader() == own) {
      return false;
    }
    String name = element.getName();
    for (String prefix : OF_THE_JVM) {
      if (name.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }

  /** Asked of a method handle: reflection would load the classes of all methods' parameters. */
  @Override
  public Class<?> hashCodeOf(Class<?> c) {
    if (c.isArray()) {
      return Object.class;
    }
    try {
      MethodHandle m = lookup.findVirtual(c, "hashCode", HASH_CODE);
      return lookup.revealDirect(m).getDeclaringClass();
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(c.getName() + ".hashCode: " + e, e);
    }
  }

  /** Threads of ours are called so; those of the JVM are in a group of their own. */
  @Override
  public boolean isProgram(Thread t) {
    ThreadGroup group = t.getThreadGroup();
    return group != null && group.getParent() != null && !t.getName().startsWith("cairn-");
  }
}
