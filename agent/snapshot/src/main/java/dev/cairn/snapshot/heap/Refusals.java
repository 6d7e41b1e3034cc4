package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.FieldEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why objects of some families can't be copied, and what to do about it: the first that fits. */
final class Refusals {
  /**
   * One line of refusal.
   *
   * @param reason what is wrong
   * @param remedy what to do
   */
  record Refusal(String reason, String remedy) {}

  private record Family(Class<?> type, Refusal refusal) {}

  private static final List<Family> FAMILIES = new ArrayList<>();

  private static final String MAKE_AGAIN =
      "keep it out of the job's state at the safe point: make it inside the loop's body and let it"
          + " go there";

  static {
    family(Thread.class, "a thread can't be copied", "let it end before the safe point");
    family(
        java.util.concurrent.Executor.class,
        "an executor holds threads, which can't be copied",
        "shut it down and clear the reference before the safe point");
    family(java.util.Timer.class, "a timer holds a thread", "cancel it before the safe point");
    family(
        ClassLoader.class,
        "a class loader of the job's own can't be copied",
        "load these classes from the class path");
    family(
        java.lang.ref.PhantomReference.class,
        "a phantom reference or cleaner acts when objects die, which differs between JVMs",
        "close the resource that it guards before the safe point");
    family(java.lang.ref.Cleaner.class, "a cleaner holds a thread", MAKE_AGAIN);
    family(
        java.lang.invoke.MethodHandle.class,
        "a method handle made of other handles is code of this JVM",
        MAKE_AGAIN);
    family(java.lang.invoke.VarHandle.class, "a VarHandle is code of this JVM", MAKE_AGAIN);
    family(
        java.lang.reflect.AccessibleObject.class,
        "a reflected member belongs to this JVM",
        MAKE_AGAIN);
    family(
        java.nio.channels.Channel.class,
        "an open channel lies outside of the heap",
        "close it before the safe point");
    family(
        java.io.FileDescriptor.class,
        "an open file lies outside of the heap",
        "close it before the safe point");
    family(java.net.Socket.class, "a connection can't be copied", "close it before the safe point");
    family(
        java.net.ServerSocket.class,
        "a listening socket can't be copied",
        "close it before the safe point");
    family(Process.class, "a process can't be copied", "wait for it before the safe point");
    family(
        java.security.SecureRandomSpi.class,
        "what this generator has of the host is not known to be copied exactly",
        "use the default of new SecureRandom(), or SHA1PRNG");
    family(Module.class, "a module belongs to this JVM", MAKE_AGAIN);
  }

  private Refusals() {}

  private static void family(Class<?> type, String reason, String remedy) {
    FAMILIES.add(new Family(type, new Refusal(reason, remedy)));
  }

  /** The family's refusal, or null where {@code c} is in none. */
  static @Nullable Refusal family(Class<?> c) {
    for (Family f : FAMILIES) {
      if (f.type.isAssignableFrom(c)) {
        return f.refusal;
      }
    }
    return null;
  }

  /** The process's environment, which is another one where the job goes on. */
  private static boolean isEnvironment(Class<?> c) {
    return c.getName().startsWith("java.lang.ProcessEnvironment");
  }

  /** What a job sets up of java.util.logging; by name, for that module may be absent. */
  private static final class Logging {
    private static final String PACKAGE = "java.util.logging.";

    static boolean is(Class<?> c) {
      for (Class<?> k = c; k != null; k = k.getSuperclass()) {
        if (k.getName().equals(PACKAGE + "Logger")
            || k.getName().equals(PACKAGE + "LogManager")
            || k.getName().equals(PACKAGE + "Handler")) {
          return true;
        }
      }
      return false;
    }
  }

  /** What even the JDK's own singletons of must not be named: it holds more than itself. */
  static boolean neverAnchored(Class<?> c) {
    return Thread.class.isAssignableFrom(c)
        || java.util.concurrent.ExecutorService.class.isAssignableFrom(c)
        || ClassLoader.class.isAssignableFrom(c)
        || ThreadLocal.class.isAssignableFrom(c)
        || isEnvironment(c)
        || Logging.is(c);
  }

  /** A JDK class that is in no table. */
  static Refusal unknown(Class<?> c) {
    if (c.getName().equals("java.util.logging.Logger")) {
      return new Refusal(
          "the job has given this logger handlers or a filter of its own",
          "set it up by a logging configuration file");
    }
    if (isEnvironment(c)) {
      return new Refusal(
          "System.getenv's map is of this process, and another one where the job goes on",
          "keep a copy: new HashMap<>(System.getenv())");
    }
    Refusal r = family(c);
    return r != null
        ? r
        : new Refusal(
            c.getName() + " is not among the JDK classes known to be copied exactly", MAKE_AGAIN);
  }

  static Refusal busyThread(Thread t) {
    return new Refusal(
        "thread '" + t.getName() + "' is alive and is not one that can be started again",
        "let it end before the safe point");
  }

  static Refusal hidden() {
    return new Refusal(
        "it belongs to a hidden class, which no other JVM has", "use a named class instead");
  }

  static Refusal lambda(String why) {
    return new Refusal(
        "this lambda can't be made again (" + why + ")", "use a named class instead");
  }

  static Refusal noText(Class<?> c) {
    return new Refusal("a " + c.getName() + " of this sort has no name", MAKE_AGAIN);
  }

  static Refusal foreignLoader(Class<?> c) {
    return new Refusal(
        "its class "
            + c.getName()
            + " is loaded by "
            + c.getClassLoader().getClass().getName()
            + ", a class loader of the job's own",
        "load it from the class path");
  }

  static Refusal nativeMethods(Class<?> c) {
    return new Refusal(
        c.getName() + " has native methods, so that state may lie outside of the heap",
        "give it a NativeStateCodec, or keep it out of the job's state at the safe point");
  }

  static Refusal codec(String codec, Throwable thrown) {
    return new Refusal(
        "its codec " + codec + " can't write its native state (" + thrown + ")",
        "wait for a safe point at which it can, or mend the codec");
  }

  static Refusal codecInJob() {
    return new Refusal(
        "it is a codec, or of a class above one, and codecs are no part of the job",
        "let nothing of the job refer to it");
  }

  static Refusal codecOfThread() {
    return new Refusal(
        "a thread, lock or queue of the JDK's can't have native state",
        "keep that in another object");
  }

  static Refusal unreadable(Class<?> c, LinkageError e) {
    return new Refusal(
        c.getName() + "'s fields can't be listed (" + e + ")", "complete the class path");
  }

  static Refusal uninitialised(Class<?> c) {
    return new Refusal(
        c.getName() + " is not completely initialised, so that its statics are not captured",
        "let its static initialiser end before the safe point");
  }

  static Refusal twoHashes() {
    return new Refusal("two objects of this name have identity hashes of their own", MAKE_AGAIN);
  }

  static Refusal noRecreator(Field f, String method) {
    String type = f.getType().getTypeName();
    boolean ofClass = Modifier.isStatic(f.getModifiers());
    return new Refusal(
        "its field "
            + f.getDeclaringClass().getName()
            + "."
            + f.getName()
            + " is marked @Recreate(\""
            + method
            + "\"), and its class has no such method",
        "declare " + (ofClass ? "static " : "") + type + " " + method + "() there");
  }

  static Refusal unusual(FieldEntry field) {
    return new Refusal(
        "its field " + field + " is set, which Java releases don't all have alike",
        "do without it at the safe point");
  }

  static Refusal queuedReference() {
    return new Refusal(
        "a reference waits in a queue, in an order that the garbage collector made",
        "empty its queue before the safe point");
  }
}
