package dev.cairn.snapshot.heap;

import dev.cairn.runtime.JobClock;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.Bytes;
import dev.cairn.snapshot.format.SectionReader;
import dev.cairn.snapshot.format.SectionWriter;
import java.lang.reflect.Field;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK itself keeps and the job can see: generators' seeds, the order of {@code Set.of},
 * and a few settings of the job's thread. Stored by name, outside the state digest: a job that
 * doesn't look at them is the same with other ones.
 */
final class RuntimeState {
  private static final String[] RANDOMS = {
    "java.lang.Math$RandomNumberGeneratorHolder#randomNumberGenerator",
    "java.lang.StrictMath$RandomNumberGeneratorHolder#randomNumberGenerator",
    "java.util.Collections#r"
  };
  private static final String[] THREAD = {
    "threadLocalRandomSeed", "threadLocalRandomProbe", "threadLocalRandomSecondarySeed"
  };
  private static final String FEATURE = "java.feature";

  private RuntimeState() {}

  /** The Java release that wrote the snapshot: 17, 25. */
  static int feature(SortedMap<String, String> state) {
    return (int) number(state, FEATURE);
  }

  /** Count, then name and value of each, sorted. */
  @SuppressWarnings("ThreadPriorityCheck")
  static Bytes capture(
      Thread job,
      HeapAccess access,
      SortedMap<String, Integer> hashes,
      SortedMap<String, String> deadContent) {
    SortedMap<String, String> state = new TreeMap<>(deadContent);
    NamedHashes.write(hashes, state);
    access.environment().capture(state);
    access.settings().capture(job, state);
    state.put(FEATURE, Integer.toString(Runtime.version().feature()));
    for (String name : RANDOMS) {
      Random r = random(name, false);
      if (r != null) {
        state.put(name + ".seed", Long.toString(seed(r).get()));
        state.put(name + ".have", Byte.toString(Mem.getByte(r, offset("haveNextNextGaussian"))));
        state.put(name + ".next", Long.toString(Mem.getLong(r, offset("nextNextGaussian"))));
      }
    }
    for (String name : THREAD) {
      Field f = Mem.field(Thread.class, name).orElseThrow();
      long at = Mem.fieldOffset(f);
      long v = f.getType() == long.class ? Mem.getLong(job, at) : Mem.getInt(job, at);
      state.put("thread." + name, Long.toString(v));
    }
    Generators.capture(state);
    state.put("clock", JobClock.state());
    state.put("thread.name", job.getName());
    state.put("thread.priority", Integer.toString(job.getPriority()));
    state.put("thread.interrupted", Boolean.toString(job.isInterrupted()));
    SetOrder.capture(state);
    SectionWriter out = new SectionWriter().count(state.size());
    state.forEach((name, value) -> out.string(name).string(value));
    return out.toBytes();
  }

  static SortedMap<String, String> read(SectionReader in) {
    SortedMap<String, String> state = new TreeMap<>();
    int n = in.count(2);
    for (int i = 0; i < n; i++) {
      String name = in.string();
      state.put(name, in.string());
    }
    in.end();
    return state;
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is the job's own choice, put back
  static void restore(SortedMap<String, String> state, Thread job, HeapAccess access) {
    for (String name : RANDOMS) {
      String seed = state.get(name + ".seed");
      Random r = seed == null ? null : random(name, true);
      if (r != null && seed != null) {
        seed(r).set(Long.parseLong(seed));
        Mem.putByte(r, offset("haveNextNextGaussian"), (byte) number(state, name + ".have"));
        Mem.putLong(r, offset("nextNextGaussian"), number(state, name + ".next"));
      }
    }
    for (String name : THREAD) {
      Field f = Mem.field(Thread.class, name).orElseThrow();
      long v = number(state, "thread." + name);
      if (f.getType() == long.class) {
        Mem.putLong(job, Mem.fieldOffset(f), v);
      } else {
        Mem.putInt(job, Mem.fieldOffset(f), (int) v);
      }
    }
    Generators.restore(state);
    JobClock.restore(text(state, "clock"));
    job.setName(text(state, "thread.name"));
    job.setPriority((int) number(state, "thread.priority"));
    if (text(state, "thread.interrupted").equals("true")) {
      job.interrupt();
    }
    SetOrder.restore(state, access.instrumentation());
    Environment.restore(state);
    access.settings().restore(state, job);
  }

  private static @Nullable Random random(String name, boolean initialise) {
    int hash = name.indexOf('#');
    try {
      Class<?> c = Class.forName(name.substring(0, hash), initialise, null);
      if (!Mem.initialised(c)) {
        return null;
      }
      Field f = Mem.field(c, name.substring(hash + 1)).orElseThrow();
      Object base = Mem.staticBase(f);
      Object r = Mem.getRef(base, Mem.staticOffset(f));
      if (r == null && initialise) { // Collections.r is made at its first use
        r = new Random();
        Mem.putRef(base, Mem.staticOffset(f), r);
      }
      return (Random) r;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AtomicLong seed(Random r) {
    Object seed = Mem.getRef(r, offset("seed"));
    if (seed instanceof AtomicLong a) {
      return a;
    }
    throw new IllegalStateException("java.util.Random.seed is " + seed);
  }

  private static long offset(String field) {
    return Mem.offset(Random.class, field);
  }

  private static String text(SortedMap<String, String> state, String name) {
    String v = state.get(name);
    if (v == null) {
      throw new SnapshotMismatchException(
          "the snapshot does not tell " + name + "; it was written by another Cairn");
    }
    return v;
  }

  static long number(SortedMap<String, String> state, String name) {
    try {
      return Long.parseLong(text(state, name));
    } catch (NumberFormatException e) {
      throw new SnapshotMismatchException("the snapshot's " + name + " is not a number");
    }
  }
}
