package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import dev.cairn.launch.AgentJar;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code StartUp REPORT [rounds]}: measures from start to end how long a large application takes
 * that ends as soon as it has loaded its classes, plain and under the agent, and writes a report.
 */
public final class StartUp {
  private static final int ROUNDS = 7;

  /** What a start under the agent may take more: the larger of the two. */
  private static final double RATIO = 0.20;

  private static final double MILLIS = 300;

  private static final String PLAIN = "plain";
  private static final String AGENT = "under the agent";
  private static final String GOAL = "goal under the agent: at most";

  private final int rounds;
  private final Path folder;
  private final Path jar;
  private final List<DotPlot.Row> plotted = new ArrayList<>();
  private int starts;
  private boolean met = true;

  private StartUp(int rounds, Path folder) {
    this.rounds = rounds;
    this.folder = folder;
    this.jar = folder.resolve("application.jar");
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: StartUp REPORT [rounds]");
      System.exit(64);
    }
    int rounds = args.length < 2 ? ROUNDS : Integer.parseInt(args[1]);
    try (Scratch scratch = Scratch.create()) {
      new StartUp(rounds, scratch.folder()).page(Page.jdks()).write(Path.of(args[0]));
    }
  }

  private Page page(List<Jdk> jdks) throws IOException {
    ManyClasses.write(jar);
    int all = ManyClasses.PARTS * ManyClasses.CLASSES_PER_PART;
    Page page = new Page("What a start costs", "start-up", jdks);
    page.line("- " + rounds + " rounds, one start plain and one under the agent in each, by turns");
    page.line("");
    page.line(
        String.format(
            Locale.ROOT,
            "An application of %,d classes, `loops=auto`, from the start of the process to its end;"
                + " it loads",
            all));
    page.line(
        "so many of its classes, and ends. Medians; *more* with a 95 % bootstrap interval. The goal"
            + " is at");
    page.line(
        String.format(
            Locale.ROOT, "most %.0f %% or %.0f ms more, whichever is more.", RATIO * 100, MILLIS));
    page.line("");
    page.row(
        "| classes loaded | JDK | plain, ms | under the agent, ms | more, ms | ratio | goal |");
    page.row("|--:|--:|--:|--:|--:|--:|---|");
    for (int parts : new int[] {1, 10, ManyClasses.PARTS}) {
      for (Jdk jdk : jdks) {
        page.row(row(jdk, parts));
      }
    }
    page.line("");
    page.row("- all rows: " + (met ? "met" : "**missed**"));
    page.plot(
        "start-up",
        new DotPlot(
            "From the start of a process to its end, by classes loaded of 10,000",
            "milliseconds; further left is better; whiskers: 95 %",
            DotPlot.Scale.LINEAR,
            List.of(PLAIN, AGENT, GOAL),
            List.of(),
            plotted));
    return page;
  }

  private String row(Jdk jdk, int parts) throws IOException {
    double[] plain = new double[rounds];
    double[] woven = new double[rounds];
    List<Double> more = new ArrayList<>();
    millis(jdk, parts, List.of()); // the files are read once
    for (int i = 0; i < rounds; i++) {
      boolean first = i % 2 == 0;
      plain[i] = first ? millis(jdk, parts, List.of()) : 0;
      woven[i] = millis(jdk, parts, List.of(agent()));
      plain[i] = first ? plain[i] : millis(jdk, parts, List.of());
      more.add(woven[i] - plain[i]);
    }
    Sample differences = new Sample(more);
    Sample.Interval interval = differences.interval();
    double before = Sample.median(plain);
    double after = Sample.median(woven);
    boolean good = differences.median() <= Math.max(MILLIS, RATIO * before);
    met &= good;
    double goal = before + Math.max(MILLIS, RATIO * before);
    plotted.add(
        new DotPlot.Row(
            String.format(
                Locale.ROOT,
                "%,d classes, JDK %d",
                parts * ManyClasses.CLASSES_PER_PART,
                jdk.feature()),
            Map.of(
                PLAIN, Sample.of(plain).dot(),
                AGENT, Sample.of(woven).dot(),
                GOAL, DotPlot.Dot.exact(goal))));
    return String.format(
        Locale.ROOT,
        "| %,d | %d | %.0f | %.0f | %.0f (%.0f – %.0f) | %.2f | %s |",
        parts * ManyClasses.CLASSES_PER_PART,
        jdk.feature(),
        before,
        after,
        differences.median(),
        interval.low(),
        interval.high(),
        after / before,
        good ? "met" : "**missed**");
  }

  /** A directory of its own for each start: none goes on from another. */
  private String agent() {
    return "-javaagent:"
        + AgentJar.find(System.getenv())
        + "=loops=auto,dir="
        + folder.resolve("ck" + starts++);
  }

  private double millis(Jdk jdk, int parts, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(options);
    command.addAll(List.of("-cp", jar.toString(), ManyClasses.MAIN, "" + parts));
    long begun = System.nanoTime();
    List<String> lines = Fork.lines(command);
    long ended = System.nanoTime();
    if (lines.size() != 1) {
      throw new IOException("the application printed " + lines);
    }
    return (ended - begun) / 1e6;
  }
}
