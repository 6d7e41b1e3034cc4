package dev.cairn.verify;

import dev.cairn.launch.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Deals a differently configured JVM for each leg: JDK, collector and one further trait are dealt
 * from decks of their own, so that over the legs they meet in all combinations. Pure; a seed gives
 * the same sequence again.
 */
public final class VariantDeck {
  private static final List<String> COLLECTORS =
      List.of("-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseZGC");

  /** The empty one is the JVM as it comes. */
  private static final List<String> TRAITS =
      List.of(
          "",
          "-Xshare:off",
          "-Xint",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UseCompressedOops",
          "-XX:-TieredCompilation");

  private static final String INTERPRETER = "-Xint";
  private static final String SMALL_HEADERS = "-XX:+UseCompactObjectHeaders";
  private static final int SMALL_HEADERS_SINCE = 25;

  /** Options of the job's own that stand in for ours: JVMs refuse two collectors. */
  private static final Set<String> CHOOSES_COLLECTOR =
      Set.of(
          "UseSerialGC", "UseParallelGC", "UseG1GC", "UseZGC", "UseShenandoahGC", "UseEpsilonGC");

  private final Random random;
  private final Deck<Jdk> jdks;
  private final Deck<String> collectors;
  private final Deck<String> traits;

  /**
   * @param jdks those to run on, at least one
   * @param ownOptions the job's own JVM options
   */
  public VariantDeck(List<Jdk> jdks, List<String> ownOptions, long seed) {
    this.random = new Random(seed);
    this.jdks = new Deck<>(jdks, random);
    this.collectors =
        new Deck<>(
            ownOptions.stream().anyMatch(VariantDeck::choosesCollector) ? List.of("") : COLLECTORS,
            random);
    this.traits = new Deck<>(TRAITS, random);
  }

  /**
   * The next leg's JVM.
   *
   * @param shortLeg whether the interpreter alone would still be done soon
   */
  public JvmVariant deal(boolean shortLeg) {
    Jdk jdk = jdks.deal();
    List<String> options = new ArrayList<>();
    String collector = collectors.deal();
    String trait = traits.deal();
    add(options, collector);
    if (!trait.equals(INTERPRETER) || shortLeg) {
      add(options, trait);
    }
    // Where headers shrink, hash bits move; 25 knows both layouts.
    boolean small = random.nextBoolean();
    if (small && jdk.feature() >= SMALL_HEADERS_SINCE) {
      options.add(SMALL_HEADERS);
    }
    return new JvmVariant(jdk, options, random.nextInt(Integer.MAX_VALUE));
  }

  private static void add(List<String> options, String option) {
    if (!option.isEmpty()) {
      options.add(option);
    }
  }

  private static boolean choosesCollector(String option) {
    return option.startsWith("-XX:+") && CHOOSES_COLLECTOR.contains(option.substring(5));
  }
}
