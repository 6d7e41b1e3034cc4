package dev.cairn.snapshot.heap;

import dev.cairn.runtime.JobSeeds;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToLongFunction;

/**
 * The order in which {@code Set.of} and {@code Map.of} iterate: two numbers that each JVM draws
 * from its clock. Where an element lies does not depend on them, so that they may be changed at any
 * time. They begin at the job's seed, and go with the snapshot:
 *
 * <pre>
 *   set.SALT32L   java.util.ImmutableCollections.SALT32L   where to begin, 32 bits
 *   set.REVERSE   java.util.ImmutableCollections.REVERSE   which way to go
 * </pre>
 */
public final class SetOrder {
  static final String IMMUTABLE = "java.util.ImmutableCollections";

  private static final String PREFIX = "set.";
  private static final String SALT = "SALT32L";
  private static final String REVERSE = "REVERSE";
  private static final long SALT_BITS = 0xffff_ffffL;

  private SetOrder() {}

  /** From here on the order follows the job's seed. */
  public static void followSeed(Instrumentation instrumentation) {
    long seed = JobSeeds.source(IMMUTABLE);
    write(f -> f.getName().equals(SALT) ? seed & SALT_BITS : seed >>> 63, instrumentation);
  }

  static void capture(SortedMap<String, String> state) {
    for (Field f : fields()) {
      state.put(PREFIX + f.getName(), Long.toString(read(f)));
    }
  }

  static void restore(SortedMap<String, String> state, Instrumentation instrumentation) {
    write(f -> RuntimeState.number(state, PREFIX + f.getName()), instrumentation);
  }

  private static long read(Field f) {
    Object base = Mem.staticBase(f);
    long at = Mem.staticOffset(f);
    return f.getType() == long.class ? Mem.getLong(base, at) : Mem.getByte(base, at);
  }

  /**
   * Both fields are static finals that compiled code has folded in: the classes are retransformed,
   * unchanged, so that what was compiled is thrown away.
   */
  private static void write(ToLongFunction<Field> values, Instrumentation instrumentation) {
    boolean changed = false;
    for (Field f : fields()) {
      long v = values.applyAsLong(f);
      changed |= read(f) != v;
      if (f.getType() == long.class) {
        Mem.putLong(Mem.staticBase(f), Mem.staticOffset(f), v);
      } else {
        Mem.putByte(Mem.staticBase(f), Mem.staticOffset(f), (byte) v);
      }
    }
    if (changed) {
      CompiledCode.forget(instrumentation, n -> n.startsWith(IMMUTABLE));
    }
  }

  private static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Field f : Mem.fields(type())) {
      if (f.getName().equals(SALT) || f.getName().equals(REVERSE)) {
        fields.add(f);
      }
    }
    return fields;
  }

  private static Class<?> type() {
    try {
      return Class.forName(IMMUTABLE, true, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
