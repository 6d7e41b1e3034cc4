package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import dev.cairn.launch.AgentJar;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * {@code IdleCost REPORT PEERS [rounds [kernel...]]}: measures jobs that are ready to stop and
 * never stopped against plain ones, and writes a report.
 *
 * <p>Each round starts a JVM for each contender, one after the other, in an order that turns from
 * round to round; a round gives each contender one ratio to the plain program. So what changes
 * slowly on the machine (heat, other work) meets all alike. The agent is given its everyday
 * options.
 */
public final class IdleCost {
  /** A vectorised loop with the point in it. */
  private static final String AXPY = "axpy";

  private static final List<String> KERNELS =
      List.of(
          "bodies",
          "stencil",
          "matmul-outer",
          "matmul-middle",
          "matmul-inner",
          "calls",
          "locals",
          "handlers",
          AXPY);

  private static final String PLAIN = "plain";
  private static final String CAIRN = "Cairn";
  private static final List<String> PEERS = List.of("javaflow", "coroutines");

  /** Peers, which differ by more, take part in each of so many rounds. */
  private static final int PEERS_EVERY = 2;

  private static final double MEDIAN_GOAL = 1.02;
  private static final double WORST_GOAL = 1.10;
  private static final double AXPY_GOAL = 1.5;

  private final Path agent;
  private final Path peers;
  private final Effort effort;
  private final List<Double> medians = new ArrayList<>();
  private final List<Double> axpy = new ArrayList<>();
  private final List<DotPlot.Row> plotted = new ArrayList<>();

  private IdleCost(Path agent, Path peers, Effort effort) {
    this.agent = agent;
    this.peers = peers;
    this.effort = effort;
  }

  public static void main(String[] args) throws IOException {
    List<String> kernels = args.length > 3 ? List.of(args).subList(3, args.length) : KERNELS;
    if (args.length < 2 || !KERNELS.containsAll(kernels)) {
      System.err.println("usage: IdleCost REPORT PEERS [rounds [kernel...]], of " + KERNELS);
      System.exit(64);
    }
    Effort effort = args.length < 3 ? Effort.IDLE : Effort.IDLE.rounds(Integer.parseInt(args[2]));
    new IdleCost(AgentJar.find(System.getenv()), Path.of(args[1]), effort)
        .page(Page.jdks(), kernels)
        .write(Path.of(args[0]));
  }

  private Page page(List<Jdk> jdks, List<String> kernels) throws IOException {
    Page page = new Page("What it costs to be ready to stop", "idle-cost", jdks);
    page.line(
        "- "
            + effort.rounds()
            + " rounds of one JVM for each contender, order turning, peers in one of "
            + PEERS_EVERY
            + "; "
            + effort.warmUps()
            + " repetitions to warm up, "
            + effort.repetitions()
            + " measured, processor time of the thread, median");
    page.line("");
    page.line(
        "Woven / plain: median of the rounds' ratios, with a 95 % bootstrap interval. The point");
    page.line(
        "of bodies, stencil and matmul-outer is in an outer loop, of matmul-middle in a middle one,"
            + " of the");
    page.line(
        "others in the innermost; in calls three calls deep, in locals with 20 live locals, in"
            + " handlers");
    page.line(
        "around a try. Peers run the same sources, woven by them, with a call of theirs at the"
            + " point");
    page.line(
        "that is never taken: `if (wanted) suspend()` in outer loops, `if ((k & 511) == 0 &&"
            + " wanted)`");
    page.line(
        "in innermost ones. *Ahead* where Cairn's ratio is the smaller, *even* where the intervals"
            + " meet.");
    page.line("");
    page.row("| kernel | JDK | plain, ms | Cairn | javaflow | coroutines | Cairn is |");
    page.row("|---|--:|--:|--:|--:|--:|---|");
    for (String kernel : kernels) {
      for (Jdk jdk : jdks) {
        page.row(row(kernel, jdk));
      }
    }
    page.line("");
    if (!medians.isEmpty()) {
      page.row(Page.goal("all rows but axpy, median", Sample.median(array(medians)), MEDIAN_GOAL));
      page.row(Page.goal("all rows but axpy, worst", worst(medians), WORST_GOAL));
    }
    if (!axpy.isEmpty()) {
      page.row(Page.goal("axpy, worst", worst(axpy), AXPY_GOAL));
    }
    page.plot(
        "idle-cost",
        new DotPlot(
            "Ready to stop, never stopped: time of each kernel, as a multiple of the plain"
                + " program's",
            "times the plain program's time; further left is better; whiskers: 95 %",
            DotPlot.Scale.LOGARITHMIC,
            List.of(CAIRN, "javaflow", "coroutines"),
            List.of(new DotPlot.Line("goal: at most " + WORST_GOAL, WORST_GOAL)),
            plotted));
    return page;
  }

  private String row(String kernel, Jdk jdk) throws IOException {
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    double[] plain = new double[effort.rounds()];
    try (Scratch scratch = Scratch.create()) {
      for (int round = 0; round < effort.rounds(); round++) {
        Map<String, Fork> forks = round(jdk, kernel, scratch.folder().resolve("" + round), round);
        double base = Objects.requireNonNull(forks.get(PLAIN)).nanos();
        plain[round] = base;
        forks.forEach(
            (name, fork) ->
                ratios.computeIfAbsent(name, n -> new ArrayList<>()).add(fork.nanos() / base));
      }
    }
    Sample cairn = new Sample(ratios.getOrDefault(CAIRN, List.of()));
    (kernel.equals(AXPY) ? axpy : medians).add(cairn.median());
    Sample javaflow = new Sample(ratios.getOrDefault("javaflow", List.of()));
    Sample coroutines = new Sample(ratios.getOrDefault("coroutines", List.of()));
    plotted.add(
        new DotPlot.Row(
            kernel + ", JDK " + jdk.feature(),
            Map.of(
                CAIRN, cairn.dot(), "javaflow", javaflow.dot(), "coroutines", coroutines.dot())));
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %s | %s | %s | %s |",
        kernel,
        jdk.feature(),
        Sample.median(plain) / 1e6,
        Page.cell(cairn),
        Page.cell(javaflow),
        Page.cell(coroutines),
        standing(cairn, javaflow) + ", " + standing(cairn, coroutines));
  }

  /** One JVM for each contender; the first of them is another one in each round. */
  private Map<String, Fork> round(Jdk jdk, String kernel, Path directory, int round)
      throws IOException {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Contender.plain("KernelMain"));
    contenders.add(Contender.cairn("KernelMain", agent, directory));
    if (round % PEERS_EVERY == 0) {
      PEERS.forEach(p -> contenders.add(Contender.peer(p, peers)));
    }
    Map<String, Fork> forks = new LinkedHashMap<>();
    for (int i = 0; i < contenders.size(); i++) {
      Contender c = contenders.get((round + i) % contenders.size());
      forks.put(c.name(), Fork.run(jdk, c, kernel, effort));
    }
    if (forks.values().stream().map(Fork::result).distinct().count() != 1) {
      throw new IOException(
          "contenders' results differ in " + kernel + " on " + jdk + ": " + forks);
    }
    return forks;
  }

  private static String standing(Sample ours, Sample theirs) {
    Sample.Interval a = ours.interval();
    Sample.Interval b = theirs.interval();
    if (a.low() <= b.high() && b.low() <= a.high()) {
      return "even";
    }
    return ours.median() < theirs.median() ? "ahead" : "**behind**";
  }

  private static double worst(List<Double> ratios) {
    return ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static double[] array(List<Double> ratios) {
    return ratios.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
