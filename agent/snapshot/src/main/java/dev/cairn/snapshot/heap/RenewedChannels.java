package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a restored file channel has to work with, as its constructor makes it. */
final class RenewedChannels {
  private static final Class<?> CHANNEL = Renewed.type("sun.nio.ch.FileChannelImpl");
  private static final Class<?> THREADS = Renewed.type("sun.nio.ch.NativeThreadSet");
  private static final String INTERRUPTOR = "java.nio.channels.spi.AbstractInterruptibleChannel$1";

  /** Room for so many threads at first. */
  private static final int WAITING = 2;

  private RenewedChannels() {}

  static @Nullable Object value(Object channel, String field) throws ReflectiveOperationException {
    return switch (field) {
      case "nd" -> Mem.allocate(Renewed.type("sun.nio.ch.FileDispatcherImpl"));
      case "threads" -> threads();
      case "closer" -> closer(channel);
      default -> interruptor(channel);
    };
  }

  private static Object threads() {
    Object threads = Mem.allocate(THREADS);
    Optional<Field> later = Mem.field(THREADS, "initialCapacity");
    if (later.isPresent()) {
      Mem.putInt(threads, Mem.fieldOffset(later.get()), WAITING);
    } else {
      Mem.putRef(threads, Mem.offset(THREADS, "elts"), new long[WAITING]);
    }
    return threads;
  }

  /** Closes the file of a channel that is garbage; a stream around it would do so itself. */
  private static @Nullable Object closer(Object channel) throws ReflectiveOperationException {
    boolean closed =
        Mem.getByte(channel, Mem.offset(AbstractInterruptibleChannel.class, "closed")) != 0;
    if (closed || Mem.getRef(channel, Mem.offset(CHANNEL, "parent")) != null) {
      return null;
    }
    Class<?> c = Renewed.type("sun.nio.ch.FileChannelImpl$Closer");
    Object closer = Mem.allocate(c);
    Mem.putRef(closer, Mem.offset(c, "fd"), Mem.getRef(channel, Mem.offset(CHANNEL, "fd")));
    return Renewed.registered(channel, (Runnable) closer);
  }

  /** Until 20 made when it is needed. */
  private static @Nullable Object interruptor(Object channel) {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    Class<?> c = Renewed.type(INTERRUPTOR);
    Object interruptor = Mem.allocate(c);
    Mem.putRef(interruptor, Mem.offset(c, "this$0"), channel);
    return interruptor;
  }
}
