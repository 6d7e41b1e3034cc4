package dev.cairn.instrumenter.determinism;

import java.util.Map;

/**
 * Seeds: what the JDK takes from its clocks where a program gives none, it takes from the job's.
 *
 * <pre>
 *   Random()                  seedUniquifier() ^ nanoTime()       next() ^ nothing()
 *   RandomSupport.initialSeed mix(currentTimeMillis()) ^ mix(nanoTime())
 *                                                                 mix(base()) ^ mix(nothing())
 *   ThreadLocalRandom.seeder  the same
 *   ThreadLocalRandom.next... seed + (thread.getId() << 1)        threadNumber(thread)
 * </pre>
 *
 * {@code RandomSupport.initialSeed} begins SplittableRandom and all algorithms of RandomGenerator.
 */
final class SeedCalls {
  private static final String SEEDS = "dev/cairn/runtime/JobSeeds";

  private static final StaticCall THREAD_NUMBER =
      new StaticCall(SEEDS, "threadNumber", "(Ljava/lang/Thread;)J");

  private static final Substitution RANDOM =
      Substitution.of(
          Map.of(
              StaticCall.parse("java/util/Random.seedUniquifier()J"),
              new StaticCall(SEEDS, "next", "()J"),
              StaticCall.parse("java/lang/System.nanoTime()J"),
              new StaticCall(SEEDS, "nothing", "()J")));

  private static final Substitution SOURCE =
      Substitution.of(
          Map.of(
              StaticCall.parse("java/lang/System.currentTimeMillis()J"),
              new StaticCall(SEEDS, "base", "()J"),
              StaticCall.parse("java/lang/System.nanoTime()J"),
              new StaticCall(SEEDS, "nothing", "()J")));

  /** To 18, and from 19 on: the main thread's number is not the same in all releases. */
  private static final Substitution LOCAL =
      SOURCE.and(
          Substitution.of(
              Map.of(
                  StaticCall.parse("java/lang/Thread.getId()J"), THREAD_NUMBER,
                  StaticCall.parse("java/lang/Thread.threadId()J"), THREAD_NUMBER)));

  private SeedCalls() {}

  static Substitution in(String className) {
    return switch (className) {
      case "java/util/Random" -> RANDOM;
      case "jdk/internal/util/random/RandomSupport" -> SOURCE;
      case "java/util/concurrent/ThreadLocalRandom" -> LOCAL;
      default -> Substitution.NONE;
    };
  }
}
