package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a throwable's {@code backtrace}, which only the VM that filled it can read, into stack
 * trace elements: what {@code getStackTrace} would do at its first call, without its lock and
 * without running the job's own override of it. The helpful message of a NullPointerException (JEP
 * 358), which is found in the backtrace too, is asked for as {@code getMessage} would.
 */
final class Throwables {
  private final long backtrace = offset("backtrace");
  private final long stackTrace = offset("stackTrace");
  private final long depth = offset("depth");
  private final @Nullable Object unassigned;
  private final MethodHandle elements;
  private final MethodHandle helpful;
  private final long message = Mem.offset(NullPointerException.class, "extendedMessage");
  private final long messageState = Mem.offset(NullPointerException.class, "extendedMessageState");

  Throwables() {
    Field f = field("UNASSIGNED_STACK");
    unassigned = Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f));
    try {
      // of(Throwable, int) on 17, of(Object backtrace, int) from 21 on
      Method m =
          Arrays.stream(StackTraceElement.class.getDeclaredMethods())
              .filter(k -> k.getName().equals("of") && k.getParameterCount() == 2)
              .findAny()
              .orElseThrow(() -> new NoSuchMethodException("StackTraceElement.of"));
      m.setAccessible(true);
      takesThrowable = m.getParameterTypes()[0] == Throwable.class;
      elements =
          MethodHandles.lookup()
              .unreflect(m)
              .asType(MethodType.methodType(Object.class, Object.class, int.class));
      Method n = NullPointerException.class.getDeclaredMethod("getExtendedNPEMessage");
      n.setAccessible(true);
      helpful =
          MethodHandles.lookup()
              .unreflect(n)
              .asType(MethodType.methodType(Object.class, NullPointerException.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private final boolean takesThrowable;

  /** Fills the stack trace where it isn't yet. */
  void materialise(Throwable t) {
    if (t instanceof NullPointerException npe) {
      materialiseMessage(npe);
    }
    Object raw = Mem.getRef(t, backtrace);
    Object filled = Mem.getRef(t, stackTrace);
    if (raw != null && (filled == null || filled == unassigned)) {
      try {
        Object trace =
            (Object) elements.invokeExact(takesThrowable ? t : raw, Mem.getInt(t, depth));
        Mem.putRef(t, stackTrace, trace);
      } catch (Throwable e) {
        throw Mem.sneak(e);
      }
    }
  }

  /** State 1: there is a backtrace, and the message was not asked for yet; 2: it was. */
  private void materialiseMessage(NullPointerException t) {
    if (Mem.getInt(t, messageState) == 1) {
      try {
        Object text = (Object) helpful.invokeExact(t);
        Mem.putRef(t, message, text);
        Mem.putInt(t, messageState, 2);
      } catch (Throwable e) {
        throw Mem.sneak(e);
      }
    }
  }

  private static long offset(String name) {
    return Mem.fieldOffset(field(name));
  }

  private static Field field(String name) {
    return Mem.field(Throwable.class, name)
        .orElseThrow(() -> new NoSuchElementException("java.lang.Throwable." + name));
  }
}
