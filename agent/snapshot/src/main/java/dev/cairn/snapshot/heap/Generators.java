package dev.cairn.snapshot.heap;

import dev.cairn.runtime.IdentityHash;
import dev.cairn.runtime.JobSeeds;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's sources of seeds: each algorithm's counter from which generators without a seed begin,
 * and ThreadLocalRandom's for new threads. By names that are the same on every release.
 *
 * <pre>
 *   seeds.drawn                        JobSeeds
 *   seeds.secure                       JobSeeds
 *   seeds.SplittableRandom             java.util.SplittableRandom.defaultGen
 *   seeds.L64X128MixRandom             jdk.random.L64X128MixRandom.defaultGen (17)
 *                                      jdk.internal.random.L64X128MixRandom.defaultGen (25)
 *   seeds.ThreadLocalRandom            java.util.concurrent.ThreadLocalRandom.seeder
 *   seeds.ThreadLocalRandom.probe      java.util.concurrent.ThreadLocalRandom.probeGenerator
 * </pre>
 */
final class Generators {
  private static final String PREFIX = "seeds.";
  private static final String DRAWN = PREFIX + "drawn";
  private static final String SECURE = PREFIX + "secure";
  private static final String HASHES = PREFIX + "hashes";
  private static final String LOCAL = "ThreadLocalRandom";

  /** Where they are in 17, and where they went. */
  private static final String[] ALGORITHM_PACKAGES = {"jdk.random.", "jdk.internal.random."};

  private static final List<String> ALGORITHMS =
      List.of(
          "L128X1024MixRandom",
          "L128X128MixRandom",
          "L128X256MixRandom",
          "L32X64MixRandom",
          "L64X1024MixRandom",
          "L64X128MixRandom",
          "L64X128StarStarRandom",
          "L64X256MixRandom",
          "Xoroshiro128PlusPlus",
          "Xoshiro256PlusPlus");

  private Generators() {}

  /** The name in a snapshot of a class of the JDK that moved between releases. */
  static String commonName(String className) {
    String moved = ALGORITHM_PACKAGES[1];
    return className.startsWith(moved)
        ? ALGORITHM_PACKAGES[0] + className.substring(moved.length())
        : className;
  }

  /** Whether it is one of the JDK's algorithms, which in 17 the application's loader defines. */
  static boolean isAlgorithm(Class<?> c) {
    return c.getModule().isNamed() && commonName(c.getName()).startsWith(ALGORITHM_PACKAGES[0]);
  }

  /** This release's class for a name in a snapshot, or null where it has none of that name. */
  static @Nullable Class<?> named(String name, boolean initialise) {
    if (name.startsWith(ALGORITHM_PACKAGES[0])) {
      String simple = name.substring(ALGORITHM_PACKAGES[0].length());
      for (String p : ALGORITHM_PACKAGES) {
        Class<?> c = type(p + simple, initialise);
        if (c != null) {
          return c;
        }
      }
    }
    return null;
  }

  static void capture(SortedMap<String, String> state) {
    state.put(DRAWN, Long.toString(JobSeeds.drawn()));
    state.put(SECURE, Long.toString(JobSeeds.secureWords()));
    state.put(HASHES, Long.toString(IdentityHash.drawn()));
    each(
        name -> false,
        (name, counter) -> state.put(PREFIX + name, Long.toString(counter.longValue())));
  }

  /** What the snapshot tells nothing of begins where it would have begun at C0. */
  static void restore(SortedMap<String, String> state) {
    each(
        name -> state.containsKey(PREFIX + name),
        (name, counter) -> {
          String was = state.get(PREFIX + name);
          set(counter, was != null ? Long.parseLong(was) : initial(name));
        });
    JobSeeds.restore(
        Long.parseLong(state.getOrDefault(DRAWN, "0")),
        Long.parseLong(state.getOrDefault(SECURE, "0")));
    IdentityHash.restore(Long.parseLong(state.getOrDefault(HASHES, "0")));
  }

  /** C0: what the JVM has seeded from its clock by now is seeded from the job's seed. */
  static void begin(Thread job) {
    each(name -> false, (name, counter) -> set(counter, initial(name)));
    Mem.putLong(job, Mem.offset(Thread.class, "threadLocalRandomSeed"), JobSeeds.source("thread"));
    Mem.putInt(job, Mem.offset(Thread.class, "threadLocalRandomProbe"), 1);
    Mem.putInt(
        job,
        Mem.offset(Thread.class, "threadLocalRandomSecondarySeed"),
        (int) JobSeeds.source("secondary") | 1);
  }

  private static long initial(String name) {
    return name.startsWith(LOCAL) ? JobSeeds.source(name) : JobSeeds.initial();
  }

  private interface Visitor {
    void visit(String name, Number counter);
  }

  /**
   * All counters.
   *
   * @param wanted whether a class that is not initialised yet is to be
   */
  private static void each(Predicate<String> wanted, Visitor visitor) {
    Class<?> local = type("java.util.concurrent.ThreadLocalRandom", true);
    visit(LOCAL, local, "seeder", visitor);
    visit(LOCAL + ".probe", local, "probeGenerator", visitor);
    String splittable = "SplittableRandom";
    visit(
        splittable,
        type("java.util.SplittableRandom", wanted.test(splittable)),
        "defaultGen",
        visitor);
    for (String algorithm : ALGORITHMS) {
      Class<?> c = named(ALGORITHM_PACKAGES[0] + algorithm, wanted.test(algorithm));
      visit(algorithm, c, "defaultGen", visitor);
      visit(algorithm, c, "DEFAULT_GEN", visitor);
    }
  }

  private static void visit(String name, @Nullable Class<?> c, String field, Visitor visitor) {
    if (c == null || !Mem.initialised(c)) {
      return;
    }
    Mem.field(c, field)
        .map(f -> Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f)))
        .ifPresent(counter -> visitor.visit(name, (Number) counter));
  }

  private static @Nullable Class<?> type(String name, boolean initialise) {
    try {
      return Class.forName(name, initialise, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException e) {
      return null; // of another release
    }
  }

  private static void set(Number counter, long value) {
    if (counter instanceof AtomicLong a) {
      a.set(value);
    } else if (counter instanceof AtomicInteger a) {
      a.set((int) value);
    } else {
      throw new IllegalStateException("the JDK's counter of seeds is a " + counter.getClass());
    }
  }
}
