package dev.cairn.snapshot.heap;

import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * References of the job that the JDK keeps outside of the job's own classes: the uncaught exception
 * handlers, the context class loader, streams put in place of System's. Roots of the snapshot, like
 * statics.
 */
final class JobSlots {
  /** One such reference. */
  interface Slot {
    /** How it is called in snapshots and in paths. */
    String name();

    Class<?> type();

    @Nullable Object reference();

    void put(@Nullable Object v);
  }

  private record InField(String name, Class<?> type, Object base, long offset) implements Slot {
    @Override
    public @Nullable Object reference() {
      return Mem.getRef(base, offset);
    }

    @Override
    public void put(@Nullable Object v) {
      Mem.putRef(base, offset, v);
    }
  }

  /** System's stream, where the job has put another in its place. */
  private record SystemStream(String stream, Class<?> type) implements Slot {
    @Override
    public String name() {
      return "java.lang.System." + stream;
    }

    @Override
    public @Nullable Object reference() {
      Object now =
          switch (stream) {
            case "in" -> System.in;
            case "out" -> System.out;
            default -> System.err;
          };
      return now == NamedObjects.Streams.original(stream) ? null : now;
    }

    @Override
    public void put(@Nullable Object v) {
      if (v instanceof InputStream in) {
        System.setIn(in);
      } else if (v instanceof PrintStream to && stream.equals("out")) {
        System.setOut(to);
      } else if (v instanceof PrintStream to) {
        System.setErr(to);
      }
    }
  }

  private JobSlots() {}

  /** System's streams and the default time zone: stored where the job has put its own there. */
  static List<Slot> replaced() {
    return List.of(
        new DefaultZone(),
        new SystemStream("in", InputStream.class),
        new SystemStream("out", PrintStream.class),
        new SystemStream("err", PrintStream.class));
  }

  static List<Slot> of(Thread job) {
    List<Slot> slots = new ArrayList<>();
    for (String name :
        List.of(
            "contextClassLoader", "defaultUncaughtExceptionHandler", "uncaughtExceptionHandler")) {
      Field f = Mem.field(Thread.class, name).orElseThrow();
      boolean isStatic = Modifier.isStatic(f.getModifiers());
      slots.add(
          new InField(
              "java.lang.Thread." + name,
              f.getType(),
              isStatic ? Mem.staticBase(f) : job,
              isStatic ? Mem.staticOffset(f) : Mem.fieldOffset(f)));
    }
    return slots;
  }
}
