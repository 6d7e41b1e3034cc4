package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code RequestToSave REPORT [requests [kernel...]]}: measures what a request costs the job's
 * thread until its frames are saved, and writes a report.
 */
public final class RequestToSave {
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
          "axpy");

  private static final double GOAL_MICROS = 100;

  private static final double LEAST_DRAWN_MICROS = 0.1;

  private static final String BOTH = "both";
  private static final String POINT = "to the safe point (the program's own work)";
  private static final String FRAMES = "to the last frame (Cairn's)";

  private final Effort effort;
  private final List<Double> all = new ArrayList<>();
  private final List<DotPlot.Row> plotted = new ArrayList<>();

  private RequestToSave(Effort effort) {
    this.effort = effort;
  }

  public static void main(String[] args) throws IOException {
    List<String> kernels = args.length > 2 ? List.of(args).subList(2, args.length) : KERNELS;
    if (args.length < 1 || !KERNELS.containsAll(kernels)) {
      System.err.println("usage: RequestToSave REPORT [requests [kernel...]], of " + KERNELS);
      System.exit(64);
    }
    Effort effort =
        args.length < 2 ? Effort.ASKED : Effort.ASKED.repetitions(Integer.parseInt(args[1]));
    new RequestToSave(effort).page(Page.jdks(), kernels).write(Path.of(args[0]));
  }

  private Page page(List<Jdk> jdks, List<String> kernels) throws IOException {
    Page page = new Page("From a request to the frames saved", "request-to-save", jdks);
    page.line(
        "- " + effort.repetitions() + " requests of a running kernel, 20 to 40 ms apart, after");
    page.line(
        "  " + effort.warmUps() + " that don't count and the rehearsals of the agent's thread;");
    page.line("  the kernel's thread's own processor time");
    page.line("");
    page.line(
        "*To the safe point* is the rest of the pass of the marked loop (or strip of passes) that"
            + " the");
    page.line(
        "request met, the program's own work; *to the last frame* what Cairn does there: the slow"
            + " path,");
    page.line(
        "the check of the stack, the save blocks, the way out to the root. The heap is not in it.");
    page.line("");
    page.row(
        "| kernel | JDK | to the safe point, µs | to the last frame, µs | both, median | both, 95th"
            + " percentile |");
    page.row("|---|--:|--:|--:|--:|--:|");
    for (String kernel : kernels) {
      for (Jdk jdk : jdks) {
        page.row(row(kernel, jdk));
      }
    }
    page.line("");
    double median = Sample.median(all.stream().mapToDouble(Double::doubleValue).toArray());
    page.row(
        String.format(
            Locale.ROOT,
            "- median of all %d requests: %.1f µs, goal at most %.0f: %s",
            all.size(),
            median,
            GOAL_MICROS,
            median <= GOAL_MICROS ? "met" : "**missed**"));
    page.plot(
        "request-to-save",
        new DotPlot(
            "From a request to the frames saved, on the job's thread",
            "microseconds; dots: medians; whiskers: 5th to 95th percentile; further left is better",
            DotPlot.Scale.LOGARITHMIC,
            List.of(POINT, FRAMES, BOTH),
            List.of(new DotPlot.Line("goal: both at most " + GOAL_MICROS, GOAL_MICROS)),
            plotted));
    return page;
  }

  private String row(String kernel, Jdk jdk) throws IOException {
    Contender asked =
        new Contender(
            "asked",
            List.of(),
            System.getProperty("java.class.path"),
            "dev.cairn.benchmarks.request.RequestMain");
    List<String> lines = Fork.lines(asked.command(jdk, kernel, effort));
    double[] point = column(lines, 0);
    double[] frames = column(lines, 1);
    double[] both = new double[point.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = point[i] + frames[i];
      all.add(both[i]);
    }
    Arrays.sort(both);
    plotted.add(
        new DotPlot.Row(
            kernel + ", JDK " + jdk.feature(),
            Map.of(POINT, spread(point), FRAMES, spread(frames), BOTH, spread(both))));
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f | %.1f | %.1f |",
        kernel,
        jdk.feature(),
        Sample.median(point),
        Sample.median(frames),
        Sample.median(both),
        both[both.length * 95 / 100]);
  }

  /** A thread's clock may not have moved on: no less than a tenth of a microsecond is drawn. */
  private static DotPlot.Dot spread(double[] values) {
    double[] sorted =
        Arrays.stream(values).map(v -> Math.max(v, LEAST_DRAWN_MICROS)).sorted().toArray();
    return new DotPlot.Dot(
        Sample.median(sorted), sorted[sorted.length * 5 / 100], sorted[sorted.length * 95 / 100]);
  }

  private static double[] column(List<String> lines, int column) {
    return lines.stream()
        .mapToDouble(l -> Double.parseDouble(l.split(" ", -1)[column]) / 1e3)
        .toArray();
  }
}
