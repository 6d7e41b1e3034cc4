package dev.cairn.benchmarks.scale;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code CoordinatorScale REPORT [rounds [hosts...]]}: measures the coordinator's decisions, memory
 * and durable submissions at several sizes, and how they grow, and writes a report.
 */
public final class CoordinatorScale {
  private static final int ROUNDS = 2;
  private static final List<Integer> HOSTS = List.of(1_000, 10_000, 100_000);

  /** How long a decision about one host or job may take, in microseconds. */
  private static final double GOAL_MICROS = 5_000;

  private final List<Integer> hosts;
  private final int rounds;
  private final Map<String, Measured> figures = new LinkedHashMap<>();

  private CoordinatorScale(List<Integer> hosts, int rounds) {
    this.hosts = hosts;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      System.err.println("usage: CoordinatorScale REPORT [rounds [hosts...]]");
      System.exit(64);
    }
    List<Integer> hosts =
        args.length < 3 ? HOSTS : Stream.of(args).skip(2).map(Integer::valueOf).toList();
    int rounds = args.length < 2 ? ROUNDS : Integer.parseInt(args[1]);
    CoordinatorScale scale = new CoordinatorScale(hosts, rounds);
    scale.measure();
    scale.page(Path.of(args[0]));
  }

  private void measure() throws IOException {
    round(0, (size, what, unit, figure) -> {}); // so that all is compiled
    for (int size = 0; size < hosts.size(); size++) {
      for (int r = 0; r < rounds; r++) {
        round(size, this::add);
      }
    }
  }

  private void round(int size, Round.Figures figures) throws IOException {
    try (Scratch scratch = Scratch.create()) {
      new Round(figures, size, hosts.get(size)).run(scratch.folder());
    }
  }

  private void add(int size, String what, String unit, double figure) {
    figures.computeIfAbsent(what, w -> new Measured(w, unit)).add(size, figure);
    System.out.printf(Locale.ROOT, "%d hosts, %s: %.1f %s%n", hosts.get(size), what, figure, unit);
  }

  private void page(Path report) throws IOException {
    Page page = new Page("How the coordinator grows", "coordinator-scale", List.of(Page.running()));
    page.line("- " + rounds + " rounds of each size, each built anew in one JVM that was warm");
    page.line("");
    page.line(
        "Hosts of four slots with ten jobs each: four run, six wait; one host in a hundred takes no"
            + " jobs, one job");
    page.line(
        "in ten has a higher priority, jobs are of eight sizes. The coordinator's own core decides,"
            + " one event after");
    page.line(
        "the other; processor time of the deciding thread, without the collector's, for each event"
            + " the median and");
    page.line(
        "the 99th percentile. Cells are medians of the rounds with the least and the most; growth"
            + " is the exponent of");
    page.line(
        "the number of hosts that fits best, least and most of the rounds (0: no growth, 1: in"
            + " proportion). What is");
    page.line(
        "durable is decided, written and synced by SQLite before the next; each second: wall time,"
            + " on this machine's disk.");
    page.line("");
    page.row(
        "| | unit | "
            + String.join(" | ", hosts.stream().map(h -> h + " hosts").toList())
            + " | growth |");
    page.row("|---|---|" + "--:|".repeat(hosts.size() + 1));
    figures.values().forEach(m -> page.row(row(m)));
    page.line("");
    double slowest =
        figures.values().stream()
            .filter(m -> m.unit().equals("µs"))
            .mapToDouble(m -> m.median(hosts.size() - 1))
            .max()
            .orElseThrow();
    page.row(
        String.format(
            Locale.ROOT,
            "- slowest event at %d hosts: %.0f µs, goal at most %.0f: %s",
            hosts.get(hosts.size() - 1),
            slowest,
            GOAL_MICROS,
            slowest <= GOAL_MICROS ? "met" : "**missed**"));
    page.write(report);
  }

  private String row(Measured m) {
    List<String> cells = new ArrayList<>();
    for (int size = 0; size < hosts.size(); size++) {
      cells.add(
          number(m.median(size))
              + " ("
              + number(m.least(size))
              + " – "
              + number(m.most(size))
              + ")");
    }
    double[] exponents =
        IntStream.range(0, rounds).mapToDouble(r -> m.exponent(hosts, r)).toArray();
    String growth =
        hosts.size() < 2
            ? "–"
            : String.format(
                Locale.ROOT,
                "%.2f – %.2f",
                IntStream.range(0, rounds).mapToDouble(r -> exponents[r]).min().orElseThrow(),
                IntStream.range(0, rounds).mapToDouble(r -> exponents[r]).max().orElseThrow());
    return "| "
        + m.what()
        + " | "
        + m.unit()
        + " | "
        + String.join(" | ", cells)
        + " | "
        + growth
        + " |";
  }

  private static String number(double figure) {
    return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
  }
}
