package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import dev.cairn.launch.AgentJar;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * {@code ProgramsCost REPORT [rounds [program...]]}: measures programs of others that are ready to
 * stop and never stopped against plain ones, and writes a report.
 *
 * <p>Each round starts each contender once. Measured is what it takes from a line of its output on
 * by which it is warm, after some ten seconds: the JVM's start, the agent's planning and most of
 * the compilers' work come before, once in a job that may run for days. A round gives each
 * contender one ratio to the plain program.
 */
public final class ProgramsCost {
  private static final int ROUNDS = 3;

  private static final double MEDIAN_GOAL = 1.05;
  private static final double WORST_GOAL = 1.15;

  private static final String PLAIN = "plain";
  private static final String AUTO = "all outermost loops";
  private static final String PROPOSED = "proposed loops";

  private final Path agent;
  private final int rounds;
  private final Map<String, List<Double>> medians = new LinkedHashMap<>();
  private final List<DotPlot.Row> plotted = new ArrayList<>();

  private ProgramsCost(Path agent, int rounds) {
    this.agent = agent;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws IOException {
    List<OthersProgram> programs = new ArrayList<>(OthersProgram.all());
    List<String> names = programs.stream().map(OthersProgram::name).toList();
    List<String> chosen = args.length > 2 ? List.of(args).subList(2, args.length) : names;
    if (args.length < 1 || !names.containsAll(chosen)) {
      System.err.println("usage: ProgramsCost REPORT [rounds [program...]], of " + names);
      System.exit(64);
    }
    programs.removeIf(p -> !chosen.contains(p.name()));
    int rounds = args.length < 2 ? ROUNDS : Integer.parseInt(args[1]);
    new ProgramsCost(AgentJar.find(System.getenv()), rounds)
        .page(Page.jdks(), programs)
        .write(Path.of(args[0]));
  }

  private Page page(List<Jdk> jdks, List<OthersProgram> programs) throws IOException {
    Page page =
        new Page("What it costs programs of others to be ready to stop", "programs-cost", jdks);
    page.line(
        "- " + rounds + " rounds of three JVMs, order turning; processor time of the processes");
    page.line("");
    page.line(
        "Woven / plain, never stopped, from the moment on at which the program is warm: median");
    page.line(
        "of the rounds' ratios, with a 95 % bootstrap interval. *All outermost loops* are those");
    page.line(
        "of `--loops auto`, *proposed* those that `cairn loops` says. *Start*: how much later"
            + " that");
    page.line("moment comes under the agent, which plans and weaves, with all loops and with the");
    page.line("proposed ones.");
    page.line("");
    page.row("| program | JDK | plain, s | all outermost loops | proposed loops | start, s |");
    page.row("|---|--:|--:|--:|--:|--:|");
    for (OthersProgram program : programs) {
      for (Jdk jdk : jdks) {
        page.row(row(program, jdk));
      }
    }
    page.line("");
    medians.forEach(
        (contender, ratios) -> {
          double[] all = ratios.stream().mapToDouble(Double::doubleValue).toArray();
          page.row(Page.goal(contender + ", median", Sample.median(all), MEDIAN_GOAL));
          page.row(
              Page.goal(contender + ", worst", all[all.length - 1], WORST_GOAL)); // sorted by now
        });
    page.plot(
        "programs-cost",
        new DotPlot(
            "Programs of others, ready to stop, never stopped: time as a multiple of the plain"
                + " run's",
            "times the plain run's processor time; further left is better; whiskers: 95 %",
            DotPlot.Scale.LINEAR,
            List.of(AUTO, PROPOSED),
            List.of(
                new DotPlot.Line("goal of the median: " + MEDIAN_GOAL, MEDIAN_GOAL),
                new DotPlot.Line("goal of the worst: " + WORST_GOAL, WORST_GOAL)),
            plotted));
    return page;
  }

  private String row(OthersProgram program, Jdk jdk) throws IOException {
    Map<String, List<TimedRun>> runs = new LinkedHashMap<>();
    try (Scratch scratch = Scratch.create()) {
      OthersProgram.prepare(jdk, scratch.folder());
      for (int round = 0; round < rounds; round++) {
        round(program, jdk, scratch.folder(), round, runs);
      }
    }
    List<TimedRun> plain = Objects.requireNonNull(runs.get(PLAIN));
    List<TimedRun> auto = Objects.requireNonNull(runs.get(AUTO));
    List<TimedRun> proposed = Objects.requireNonNull(runs.get(PROPOSED));
    double begun = median(plain, TimedRun::start);
    Sample ofAuto = ratios(AUTO, auto, plain);
    Sample ofProposed = ratios(PROPOSED, proposed, plain);
    plotted.add(
        new DotPlot.Row(
            program.name() + ", JDK " + jdk.feature(),
            Map.of(AUTO, ofAuto.dot(), PROPOSED, ofProposed.dot())));
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %s | %s | %.1f, %.1f |",
        program.name(),
        jdk.feature(),
        median(plain, TimedRun::work),
        Page.cell(ofAuto),
        Page.cell(ofProposed),
        median(auto, TimedRun::start) - begun,
        median(proposed, TimedRun::start) - begun);
  }

  private Sample ratios(String contender, List<TimedRun> woven, List<TimedRun> plain) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(woven.get(round).work() / plain.get(round).work());
    }
    Sample sample = new Sample(ratios);
    medians.computeIfAbsent(contender, c -> new ArrayList<>()).add(sample.median());
    return sample;
  }

  private static double median(List<TimedRun> runs, ToDoubleFunction<TimedRun> of) {
    return Sample.median(runs.stream().mapToDouble(of).toArray());
  }

  /** Each contender; the first of them is another in each round. */
  private void round(
      OthersProgram program, Jdk jdk, Path folder, int round, Map<String, List<TimedRun>> runs)
      throws IOException {
    List<String> contenders = List.of(PLAIN, AUTO, PROPOSED);
    List<List<String>> results = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      String contender = contenders.get((round + i) % contenders.size());
      List<String> options = options(contender, program, folder);
      TimedRun run = TimedRun.of(program, program.command(jdk, options), folder);
      runs.computeIfAbsent(contender, c -> new ArrayList<>()).add(run);
      results.add(run.result());
    }
    if (results.stream().distinct().count() != 1) {
      throw new IOException("results differ in " + program.name() + " on " + jdk + ": " + results);
    }
  }

  /**
   * Under the agent, or plain. Nothing asks for snapshots: the first would come after ten seconds,
   * whatever the timer.
   */
  private List<String> options(String contender, OthersProgram program, Path folder)
      throws IOException {
    if (contender.equals(PLAIN)) {
      return List.of();
    }
    String loops = contender.equals(AUTO) ? "auto" : program.loops();
    Path dir = Files.createTempDirectory(folder, "ck");
    return List.of("-javaagent:" + agent + "=every=0,dir=" + dir + ",loops=" + loops);
  }
}
