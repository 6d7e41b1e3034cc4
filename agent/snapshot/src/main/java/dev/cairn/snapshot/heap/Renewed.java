package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.ref.Cleaner;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Fields whose values the JVM keeps a record of: they are made as the constructor makes them. */
final class Renewed {
  private Renewed() {}

  /** Fills the field of a restored object, whose other fields are there already. */
  static void renew(Object o, Shape.Slot slot) {
    long at = slot.offset();
    try {
      switch (slot.kind()) {
        case 'I' -> Mem.putInt(o, at, number(slot.entry().name()));
        case 'J' -> Mem.putLong(o, at, -1);
        case 'C' -> Mem.putShort(o, at, (short) RenewedFormats.NO_ZERO_YET);
        case 'Z' -> Mem.putByte(o, at, (byte) (RenewedFormats.isSpaceSeparator(o) ? 1 : 0));
        default -> Mem.putRef(o, at, value(o, slot.entry().name()));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(slot.entry() + " can't be made anew: " + e, e);
    }
  }

  private static int number(String field) {
    return field.equals("SIMPLE_GROUP_INDEX") ? 5 : -1; // no descriptor, no alignment
  }

  private static @Nullable Object value(Object o, String field)
      throws ReflectiveOperationException {
    return switch (field) {
      case "cleanup" -> registered(o, reaper(o));
      case "cleanable" -> {
        Class<?> delegated = o.getClass().getSuperclass();
        Object e = Mem.getRef(o, Mem.offset(delegated, "e"));
        yield registered(o, () -> shutDown(e));
      }
      case "container" -> container();
      case "buffer" -> new byte[Long.BYTES];
      case "b" -> new byte[512];
      case "digits" -> "0123456789abcdefghijklmnopqrstuvwxyz";
      case "non0Digit" -> "[\\p{javaDigit}&&[^0]]";
      case "handler" -> streamHandler((URL) o);
      case "minBD", "rangeBD" -> RenewedFormats.bound(o, field);
      case "nd", "threads", "closer", "interruptor" -> RenewedChannels.value(o, field);
      default -> throw new IllegalStateException("no such field is in the table: " + field);
    };
  }

  /** The JDK's own for the protocol. */
  private static @Nullable Object streamHandler(URL url) {
    try {
      URL other = new URL(url.getProtocol(), "", "");
      return Mem.getRef(other, Mem.offset(URL.class, "handler"));
    } catch (MalformedURLException e) {
      throw new SnapshotMismatchException(
          "this Java opens no URL of protocol " + url.getProtocol() + ", and the job holds one");
    }
  }

  /** With the JDK's own cleaner. */
  static Object registered(Object o, Runnable action) throws ReflectiveOperationException {
    Method cleaner = Class.forName("jdk.internal.ref.CleanerFactory").getDeclaredMethod("cleaner");
    return ((Cleaner) cleaner.invoke(null)).register(o, action);
  }

  /** What ends a timer's thread when the timer is garbage. */
  private static Runnable reaper(Object timer) throws ReflectiveOperationException {
    Class<?> c = Class.forName("java.util.Timer$ThreadReaper");
    Constructor<?> k =
        c.getDeclaredConstructor(
            Class.forName("java.util.TaskQueue"), Class.forName("java.util.TimerThread"));
    k.setAccessible(true);
    Class<?> type = java.util.Timer.class;
    return (Runnable)
        k.newInstance(
            Mem.getRef(timer, Mem.offset(type, "queue")),
            Mem.getRef(timer, Mem.offset(type, "thread")));
  }

  private static void shutDown(@Nullable Object executor) {
    if (executor instanceof ExecutorService e && !e.isShutdown()) {
      e.shutdown();
    }
  }

  /** A class of the JDK that every known release has. */
  static Class<?> type(String name) {
    try {
      return Class.forName(name, true, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object container() throws ReflectiveOperationException {
    Class<?> c = Class.forName("jdk.internal.vm.SharedThreadContainer");
    return c.getDeclaredMethod("create", String.class).invoke(null, "pool");
  }
}
