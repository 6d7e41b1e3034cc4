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

/**
 * {@code ResumeCost REPORT [rounds [kernel...]]}: measures what runs on from a snapshot against the
 * plain program, after one and after five resumes, and writes a report.
 *
 * <p>A round is a plain JVM, and a chain of six JVMs under the agent: each is stopped by SIGTERM in
 * the midst of a long call and goes on in the next. The second and the last of the chain measure
 * the call that they have come back into, then later calls.
 */
public final class ResumeCost {
  private static final List<String> KERNELS =
      List.of("stencil", "matmul-middle", "matmul-inner", "calls", "axpy");

  private static final int RESUMES = 5;
  private static final double GOAL = 1.10;

  /** As table and picture have them, in this order. */
  private static final List<String> COLUMNS =
      List.of(
          "resumed call, after 1",
          "later calls, after 1",
          "resumed call, after 5",
          "later calls, after 5");

  private final Path agent;
  private final Effort effort;
  private final List<DotPlot.Row> plotted = new ArrayList<>();
  private double worst;

  private ResumeCost(Path agent, Effort effort) {
    this.agent = agent;
    this.effort = effort;
  }

  public static void main(String[] args) throws IOException {
    List<String> kernels = args.length > 2 ? List.of(args).subList(2, args.length) : KERNELS;
    if (args.length < 1) {
      System.err.println("usage: ResumeCost REPORT [rounds [kernel...]], such as " + KERNELS);
      System.exit(64);
    }
    Effort effort =
        args.length < 2 ? Effort.RESUMED : Effort.RESUMED.rounds(Integer.parseInt(args[1]));
    new ResumeCost(AgentJar.find(System.getenv()), effort)
        .page(Page.jdks(), kernels)
        .write(Path.of(args[0]));
  }

  private Page page(List<Jdk> jdks, List<String> kernels) throws IOException {
    Page page = new Page("How fast a job runs that was stopped", "resume-cost", jdks);
    page.line(
        "- "
            + effort.rounds()
            + " rounds: a plain JVM, and a job that is stopped five times and goes");
    page.line(
        "  on in six JVMs; "
            + effort.warmUps()
            + " passes and 3.5 s to warm up in each, a snapshot each second, "
            + effort.repetitions());
    page.line("  measured, processor time of the thread, median");
    page.line("");
    page.line(
        "Resumed / plain: median of the rounds' ratios, with a 95 % bootstrap interval. *Resumed"
            + " call*:");
    page.line(
        "the passes of the call that the job came back into, beside those of the plain program's"
            + " long");
    page.line("call. *Later calls*: calls that the resumed job made after it.");
    page.line("");
    page.row("| kernel | JDK | plain, ms | " + String.join(" | ", COLUMNS) + " |");
    page.row("|---|--:|--:|--:|--:|--:|--:|");
    for (String kernel : kernels) {
      for (Jdk jdk : jdks) {
        page.row(row(kernel, jdk));
      }
    }
    page.line("");
    page.row(Page.goal("worst", worst, GOAL));
    page.plot(
        "resume-cost",
        new DotPlot(
            "A job that was stopped and resumed: time of a pass, as a multiple of the plain"
                + " program's",
            "times the plain program's time; further left is better; whiskers: 95 %",
            DotPlot.Scale.LINEAR,
            COLUMNS,
            List.of(new DotPlot.Line("goal: at most " + GOAL, GOAL)),
            plotted));
    return page;
  }

  /** What one JVM has measured, in nanoseconds of a pass. */
  private record Measured(double passes, double calls) {
    static Measured in(Life life) throws IOException {
      double passes = Sample.median(life.await("passes"));
      return new Measured(passes, Sample.median(life.await("calls")));
    }
  }

  private String row(String kernel, Jdk jdk) throws IOException {
    double[] plain = new double[effort.rounds()];
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    for (int round = 0; round < effort.rounds(); round++) {
      Measured base;
      Map<Integer, Measured> after;
      if (round % 2 == 0) {
        base = plain(jdk, kernel);
        after = stopped(jdk, kernel);
      } else {
        after = stopped(jdk, kernel);
        base = plain(jdk, kernel);
      }
      plain[round] = base.passes();
      after.forEach(
          (resumes, m) -> {
            add(ratios, "resumed call, after " + resumes, m.passes() / base.passes());
            add(ratios, "later calls, after " + resumes, m.calls() / base.calls());
          });
    }
    StringBuilder row = new StringBuilder();
    row.append("| ").append(kernel).append(" | ").append(jdk.feature());
    row.append(String.format(Locale.ROOT, " | %.2f |", Sample.median(plain) / 1e6));
    Map<String, DotPlot.Dot> dots = new LinkedHashMap<>();
    ratios.forEach(
        (column, of) -> {
          Sample sample = new Sample(of);
          worst = Math.max(worst, sample.median());
          row.append(' ').append(Page.cell(sample)).append(" |");
          dots.put(column, sample.dot());
        });
    plotted.add(new DotPlot.Row(kernel + ", JDK " + jdk.feature(), dots));
    return row.toString();
  }

  private static void add(Map<String, List<Double>> ratios, String what, double ratio) {
    ratios.computeIfAbsent(what, w -> new ArrayList<>()).add(ratio);
  }

  private Measured plain(Jdk jdk, String kernel) throws IOException {
    try (Life life = new Life(Contender.plain("LifeMain").command(jdk, kernel, effort))) {
      return Measured.in(life);
    }
  }

  /** What was measured after the first and after the last resume. */
  private Map<Integer, Measured> stopped(Jdk jdk, String kernel) throws IOException {
    Map<Integer, Measured> after = new LinkedHashMap<>();
    try (Scratch scratch = Scratch.create()) {
      Contender job =
          Contender.cairn("Cairn", "LifeMain", agent, scratch.folder().resolve("ck"), "every=1s");
      for (int resumes = 0; resumes <= RESUMES; resumes++) {
        try (Life life = new Life(job.command(jdk, kernel, effort))) {
          Measured measured = Measured.in(life); // from here on it is in a long call
          if (resumes == 1 || resumes == RESUMES) {
            after.put(resumes, measured);
          }
          if (resumes < RESUMES) {
            life.stop();
          }
        }
      }
    }
    return after;
  }
}
