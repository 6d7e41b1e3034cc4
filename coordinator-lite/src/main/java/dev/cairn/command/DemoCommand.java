package dev.cairn.command;

import dev.cairn.launch.AgentJar;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.JavaLine;
import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import dev.cairn.snapshot.format.Header;
import dev.cairn.verify.AgentReport;
import dev.cairn.verify.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a job killed, moved and finished, and that nothing of it was lost. */
@Command(
    name = "demo",
    description =
        "Kills a running job, goes on in another JVM, stops it, goes on again, and compares the"
            + " result with an undisturbed run. Takes less than a minute.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  cairn demo", "  cairn demo --keep-files"})
final class DemoCommand implements Callable<Integer> {
  private static final int BODIES = 300;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--steps", paramLabel = "N", description = "Steps of the job (default: 30000).")
  int steps = 30_000;

  @Option(names = "--keep-files", description = "Keep snapshots and outputs, and say where.")
  boolean keepFiles;

  @Override
  public Integer call() throws IOException {
    Path agentJar = AgentJar.find(System.getenv());
    JavaLine line = job();
    try (TemporaryFolder folder = TemporaryFolder.create("cairn-demo-")) {
      if (keepFiles) {
        folder.keep();
        say("Files are kept in " + folder.path());
      }
      boolean same = play(new DemoJob(line, agentJar, folder.path()), folder.path());
      return same ? 0 : ExitCode.DIFFERENT.code();
    }
  }

  private boolean play(DemoJob job, Path folder) throws IOException {
    JdkFinder finder = JdkFinder.ofThisMachine();
    Jdk here = finder.named(System.getProperty("java.home"));
    Jdk there =
        finder.usable().stream()
            .filter(jdk -> jdk.feature() != here.feature())
            .findFirst()
            .orElse(here);
    say("The job: " + BODIES + " gravitating bodies, " + steps + " steps, every double counts.");

    say("1. Starting it in " + here + ", a snapshot every half second ...");
    Header before;
    Optional<Long> live;
    try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "   ")) {
      DemoJob.Leg first = job.start(here, List.of());
      job.await(first, 0, steps / 5, h -> progress.tick(at(h)));
      live = DemoJob.liveHeap(first, here);
      before = job.await(first, 0, steps / 4, h -> progress.tick(at(h)));
      first.process().destroyForcibly();
      first.end();
    }
    say("   ... and killing it (SIGKILL) after " + at(before) + ".");

    say("2. Going on in a fresh JVM, " + there + " with -XX:+UseSerialGC ...");
    DemoJob.Leg second = job.start(there, List.of("-XX:+UseSerialGC"));
    try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "   ")) {
      long last = before.generation();
      job.await(second, last, steps / 2, h -> progress.tick(at(h)));
      second.process().destroy();
      expect(second, ExitCode.STOPPED.code());
    }
    Header stopped = job.newest().orElse(before);
    say("   ... and stopping it (SIGTERM): exit 85 with " + at(stopped) + ".");

    say("3. Going on in " + here + " with -XX:+UseParallelGC, to the end ...");
    DemoJob.Leg third = job.start(here, List.of("-XX:+UseParallelGC"));
    expect(third, 0);

    say("4. For comparison: the same job without Cairn, never disturbed ...");
    Path plain = folder.resolve("plain.out");
    int exit = job.runPlain(here, plain);
    if (exit != 0) {
      throw new CommandException(ExitCode.INTERNAL, "the plain run ended with exit code " + exit);
    }
    return compare(job, plain, stopped, live, second.agentReport(), third.agentReport());
  }

  private boolean compare(
      DemoJob job,
      Path plain,
      Header snapshot,
      Optional<Long> live,
      AgentReport second,
      AgentReport third)
      throws IOException {
    boolean same = Files.mismatch(job.output(), plain) < 0;
    say("");
    say("   undisturbed             " + lastLine(plain));
    say("   killed, moved, stopped  " + lastLine(job.output()));
    say(
        "   snapshot                "
            + Sizes.brief(snapshot.bytes())
            + live.map(DemoCommand::of).orElse(""));
    double pause =
        second.taken().stream().mapToDouble(AgentReport.Taken::pauseMillis).max().orElse(0);
    say(String.format(Locale.ROOT, "   longest pause           %.1f ms", pause));
    say(
        String.format(
            Locale.ROOT,
            "   time to go on           %.1f ms and %.1f ms",
            restoreMillis(second),
            restoreMillis(third)));
    say("");
    say(
        same
            ? "Bit for bit the same, all " + Files.size(plain) + " bytes of output."
            : "DIFFERENT: this must not happen; run with --keep-files and report it.");
    return same;
  }

  private static String of(long live) {
    return " of a live heap of " + Sizes.brief(live);
  }

  private static double restoreMillis(AgentReport report) {
    AgentReport.Resumed resumed = report.resumedFrom();
    return resumed == null ? 0 : resumed.restoreMillis();
  }

  private static void expect(DemoJob.Leg leg, int code) throws IOException {
    int exit = leg.end();
    if (exit != code) {
      List<String> words =
          Files.readString(leg.err(), StandardCharsets.ISO_8859_1).lines().toList();
      throw new CommandException(
          ExitCode.INTERNAL,
          "the job ended with exit code "
              + exit
              + " instead of "
              + code
              + ": "
              + (words.isEmpty() ? "it said nothing" : words.get(words.size() - 1)));
    }
  }

  private String at(Header h) {
    return "generation " + h.generation() + " at step " + h.progress().counter() + " of " + steps;
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return lines.isEmpty() ? "(nothing)" : lines.get(lines.size() - 1);
  }

  /** The N-body workload from the source tree. */
  private JavaLine job() throws IOException {
    String home = System.getProperty("cairn.home");
    Path target = Path.of(home == null ? "." : home).resolve("test-apps/workloads/target");
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "cairn-workloads-*.jar")) {
        for (Path jar : jars) {
          return new JavaLine(
              List.of(
                  "-cp",
                  jar.toAbsolutePath() + File.pathSeparator + target.toAbsolutePath() + "/lib/*"),
              List.of("dev.cairn.workloads.NBody"),
              List.of(Integer.toString(BODIES), Integer.toString(steps)));
        }
      }
    }
    throw new CommandException(
        ExitCode.JVM_UNFIT,
        "the demo's job is not built: mvn -DskipTests package -pl test-apps/workloads -am");
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
