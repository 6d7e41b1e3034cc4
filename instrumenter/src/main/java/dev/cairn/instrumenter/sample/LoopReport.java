package dev.cairn.instrumenter.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What samples and counts say: which loops the time is spent in, and where a job of this program
 * should be able to stop.
 *
 * <p>A stop waits until control comes to a marked loop's latch. So of the loops around each sampled
 * place the outermost is taken that comes round at least once a second, and that no method of the
 * JDK stands above: whatever is further in is left as it is.
 */
public final class LoopReport {
  private static final int ROWS = 20;
  private static final double LEAST_SHARE = 0.01;

  /** Slower loops let a stop wait for longer than a second. */
  private static final double LEAST_RATE = 1;

  /** A loop that came round once tells no rate: it may be the last thing that the program did. */
  private static final long LEAST_PASSES = 2;

  /**
   * A loop that time was spent in.
   *
   * @param share of all samples, 0 to 1
   * @param passes how often it came round
   * @param rate passes per second of the time spent in it
   * @param depth the least number of frames of the program's around it
   * @param below what stood above it that no stop is possible below, empty where at times nothing
   *     did
   */
  record Row(
      ProgramLoop loop, double share, long passes, double rate, int depth, List<String> below) {
    boolean comesRoundEachSecond() {
      return passes >= LEAST_PASSES && rate >= LEAST_RATE;
    }
  }

  private final LoopSamples samples;
  private final long[] passes;
  private final double seconds;
  private final List<Row> rows;

  /**
   * @param passes by loop number
   * @param seconds for which the program was watched
   */
  public LoopReport(LoopSamples samples, long[] passes, double seconds) {
    this.samples = samples;
    this.passes = passes.clone();
    this.seconds = seconds;
    this.rows = computeRows();
  }

  /** Hottest first; of those that are equally hot the outer first. */
  List<Row> rows() {
    return rows;
  }

  private List<Row> computeRows() {
    Map<ProgramLoop, Tally> tallies = new HashMap<>();
    samples
        .paths()
        .forEach(
            (path, n) ->
                path.forEach(v -> tallies.computeIfAbsent(v.loop(), l -> new Tally(v)).add(v, n)));
    List<Row> found = new ArrayList<>();
    tallies.forEach((loop, tally) -> found.add(tally.row(loop)));
    found.sort(
        Comparator.comparingDouble((Row r) -> -r.share())
            .thenComparingInt(Row::depth)
            .thenComparingInt(r -> r.loop().depth())
            .thenComparing(r -> r.loop().place()));
    return List.copyOf(found);
  }

  /** What the samples in one loop have in common. */
  private final class Tally {
    private int hits;
    private int depth;
    private List<String> below;

    Tally(LoopSamples.Visit first) {
      depth = first.depth();
      below = first.below();
    }

    void add(LoopSamples.Visit visit, int times) {
      hits += times;
      depth = Math.min(depth, visit.depth());
      below = visit.below().size() < below.size() ? visit.below() : below;
    }

    Row row(ProgramLoop loop) {
      double share = (double) hits / samples.total();
      long round = passes[loop.id()];
      return new Row(loop, share, round, round / (seconds * share), depth, below);
    }
  }

  /**
   * The loops to mark, those first that most samples speak for.
   *
   * @return specifications as {@code loops=} takes them, joined by the caller with {@code ;}
   */
  public List<String> proposal() {
    Map<ProgramLoop, Row> byLoop = new HashMap<>();
    rows.forEach(r -> byLoop.put(r.loop(), r));
    Map<String, Integer> chosen = new TreeMap<>();
    samples
        .paths()
        .forEach(
            (path, n) -> {
              String loop = choose(path, byLoop);
              if (loop != null) {
                chosen.merge(loop, n, Integer::sum);
              }
            });
    List<Map.Entry<String, Integer>> sorted = new ArrayList<>(chosen.entrySet());
    sorted.removeIf(e -> e.getValue() < LEAST_SHARE * samples.total());
    sorted.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
    return sorted.stream().map(Map.Entry::getKey).toList();
  }

  private static @Nullable String choose(
      List<LoopSamples.Visit> path, Map<ProgramLoop, Row> byLoop) {
    ProgramLoop fastest = null;
    double rate = 0;
    for (LoopSamples.Visit v : path) {
      Row row = byLoop.get(v.loop());
      if (row == null || v.loop().specification() == null || !v.below().isEmpty()) {
        continue;
      }
      if (row.comesRoundEachSecond()) {
        return v.loop().specification();
      }
      if (row.rate() > rate) {
        rate = row.rate();
        fastest = v.loop();
      }
    }
    return fastest == null ? null : fastest.specification();
  }

  /** For people: a table, and a line to paste. */
  public String text() {
    StringBuilder b = new StringBuilder();
    b.append(
        String.format(
            Locale.ROOT,
            "%d samples of the main thread in %.1f s. Loops by the time spent in them:%n%n",
            samples.total(),
            seconds));
    b.append("  share    passes/s  depth  loop\n");
    List<Row> shown = rows.stream().filter(r -> r.share() >= LEAST_SHARE).limit(ROWS).toList();
    shown.forEach(r -> b.append(line(r)));
    if (shown.isEmpty()) {
      b.append("  none: the main thread was in no loop of the program's own\n");
    }
    b.append(
        "\npasses/s: while in the loop, with counting in it; a tight loop is faster without.\n");
    b.append("depth: calls of the program's own around it.\n");
    List<String> proposal = proposal();
    if (!proposal.isEmpty()) {
      b.append("\nTo be able to stop within about a second:\n  --loops '");
      b.append(String.join(";", proposal)).append("'\n");
    } else if (!shown.isEmpty()) {
      b.append("\nNone of them can be marked.\n");
    }
    return b.toString();
  }

  private static String line(Row row) {
    ProgramLoop loop = row.loop();
    String text =
        String.format(
            Locale.ROOT,
            "  %4.0f%%  %10s  %5d  %s",
            row.share() * 100,
            number(row.rate()),
            row.depth(),
            loop.specification() == null ? loop.place() : loop.specification());
    if (loop.notMarkable() != null) {
      text += "  (can't be marked: " + loop.notMarkable() + ")";
    }
    if (!row.below().isEmpty()) {
      text += "  (below " + String.join(", ", row.below()) + ")";
    }
    return text + "\n";
  }

  private static String number(double rate) {
    if (rate >= 100) {
      return String.format(Locale.ROOT, "%,.0f", rate);
    }
    return String.format(Locale.ROOT, rate >= 10 ? "%.1f" : "%.2f", rate);
  }
}
