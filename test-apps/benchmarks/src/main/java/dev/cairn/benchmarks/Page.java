package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import dev.cairn.benchmarks.plot.DotPlotSvg;
import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of results: what every page begins with, and the lines that are added to it. */
public final class Page {
  private static final int RATIO_DIGITS = 3;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, DotPlot> plots = new LinkedHashMap<>();

  public Page(String title, String command, List<Jdk> jdks) throws IOException {
    line("# " + title);
    line("");
    line("Written by `test-apps/benchmarks/" + command + "`; not edited by hand.");
    line("");
    line("- commit: " + Machine.commit());
    line("- machine: " + Machine.description());
    line("- JDKs: " + jdks.stream().map(Jdk::version).collect(Collectors.joining(", ")));
  }

  /** The JDKs that are measured: the oldest and the newest of this machine. */
  public static List<Jdk> jdks() {
    List<Jdk> usable =
        JdkFinder.ofThisMachine().usable().stream()
            .sorted(Comparator.comparingInt(Jdk::feature))
            .toList();
    return Stream.of(usable.get(0), usable.get(usable.size() - 1)).distinct().toList();
  }

  public void line(String line) {
    text.append(line).append('\n');
  }

  /** The one that measures. */
  public static Jdk running() {
    return new Jdk(
        Path.of(System.getProperty("java.home")),
        Runtime.version().toString(),
        Runtime.version().feature());
  }

  /** A line that whoever waits for the page sees at once. */
  public void row(String row) {
    System.out.println(row);
    line(row);
  }

  /** Shows a picture here; it is written beside the page, as {@code NAME.svg}. */
  public void plot(String name, DotPlot plot) {
    if (plot.rows().isEmpty()) {
      throw new IllegalArgumentException("nothing to see in " + name);
    }
    plots.put(name + ".svg", plot);
    line("");
    line("![" + plot.title() + "](" + name + ".svg)");
  }

  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    for (Map.Entry<String, DotPlot> plot : plots.entrySet()) {
      Files.writeString(file.resolveSibling(plot.getKey()), DotPlotSvg.of(plot.getValue()));
    }
    Files.writeString(file, text);
    System.out.println("written: " + file);
  }

  /** The line that tells whether a ratio is as small as it shall be. */
  public static String goal(String what, double ratio, double goal) {
    return String.format(
        Locale.ROOT,
        "- %s: %.3f, goal at most %.2f: %s",
        what,
        ratio,
        goal,
        ratio <= goal ? "met" : "**missed**");
  }

  /** A ratio with its interval, as a cell. */
  public static String cell(Sample sample) {
    return cell(sample, RATIO_DIGITS);
  }

  /** Any median with its interval, as a cell, with so many digits behind the point. */
  public static String cell(Sample sample, int digits) {
    return cell(sample.median(), sample.interval(), digits);
  }

  static String cell(double ratio, Sample.Interval i) {
    return cell(ratio, i, RATIO_DIGITS);
  }

  private static String cell(double value, Sample.Interval i, int digits) {
    String one = "%." + digits + "f";
    return String.format(
        Locale.ROOT, one + " (" + one + " – " + one + ")", value, i.low(), i.high());
  }
}
