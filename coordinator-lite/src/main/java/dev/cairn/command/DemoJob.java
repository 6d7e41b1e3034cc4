package dev.cairn.command;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.JavaLine;
import dev.cairn.launch.Jdk;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.verify.AgentReport;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo's job: N bodies, started several times over one directory of generations. All legs
 * append to one output file, which the agent cuts back to what the snapshot covers.
 */
final class DemoJob {
  private static final long POLL_MILLIS = 50;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final JavaLine line;
  private final Path agentJar;
  private final Path folder;
  private int legs;

  /**
   * @param line the job
   * @param folder where everything is written
   */
  DemoJob(JavaLine line, Path agentJar, Path folder) {
    this.line = line;
    this.agentJar = agentJar;
    this.folder = folder;
  }

  /** One JVM of the job. */
  record Leg(Process process, Path report, Path err) {
    /** Waits for its end. */
    int end() {
      return process.onExit().join().exitValue();
    }

    AgentReport agentReport() throws IOException {
      return AgentReport.read(report)
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.INTERNAL, "the job left no report; its last words are in " + err));
    }
  }

  Path generations() {
    return folder.resolve("generations");
  }

  Path output() {
    return folder.resolve("moved.out");
  }

  /** Starts the job in {@code jdk}, or lets it go on from its newest good generation. */
  Leg start(Jdk jdk, List<String> jvmOptions) throws IOException {
    legs++;
    Path report = folder.resolve("report-" + legs + ".json");
    AgentOptions options =
        AgentOptions.NONE.with("dir", generations()).with("every", "500ms").with("report", report);
    Path err = folder.resolve("leg-" + legs + ".err");
    Process process =
        start(line.withOptions(jvmOptions).command(jdk.java(), agentJar, options), output(), err);
    return new Leg(process, report, err);
  }

  /** Runs the job without Cairn, to its end; its exit code. */
  int runPlain(Jdk jdk, Path out) throws IOException {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(line.words());
    return start(command, out, folder.resolve("plain.err")).onExit().join().exitValue();
  }

  private Process start(List<String> command, Path out, Path err) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(Redirect.appendTo(out.toFile()))
            .redirectError(err.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /**
   * Waits until a generation later than {@code after} says the loop is at {@code step} or beyond.
   *
   * @param seen told of each new generation
   * @throws CommandException where the job ends before that
   */
  Header await(Leg leg, long after, long step, Consumer<Header> seen) throws IOException {
    long last = after;
    while (leg.process().isAlive()) {
      Optional<Header> newest = newest();
      if (newest.isPresent() && newest.get().generation() > last) {
        last = newest.get().generation();
        seen.accept(newest.get());
        if (newest.get().progress().counter() >= step) {
          return newest.get();
        }
      }
      pause();
    }
    List<String> words = Files.readString(leg.err(), StandardCharsets.ISO_8859_1).lines().toList();
    throw new CommandException(
        ExitCode.INTERNAL,
        "the job ended with exit code "
            + leg.end()
            + " before it could be interrupted (--steps makes it longer): "
            + (words.isEmpty() ? "" : words.get(words.size() - 1)));
  }

  /** The newest generation's header. */
  Optional<Header> newest() {
    Optional<Path> file = Generations.newest(generations());
    try {
      return file.map(SnapshotFile::readHeader);
    } catch (SnapshotException e) {
      // Removed, by the next generation, between listing and opening it: it is asked again soon.
      return Optional.empty();
    }
  }

  /** Bytes of live objects in the job's JVM, as the JDK counts them; empty where it has no jcmd. */
  static Optional<Long> liveHeap(Leg leg, Jdk jdk) throws IOException {
    Path jcmd = jdk.home().resolve("bin/jcmd");
    if (!Files.isExecutable(jcmd)) {
      return Optional.empty();
    }
    Process process =
        new ProcessBuilder(
                jcmd.toString(), Long.toString(leg.process().pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    Matcher total = TOTAL.matcher(text);
    return total.find() ? Optional.of(Long.parseLong(total.group(1))) : Optional.empty();
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERNAL, "interrupted");
    }
  }
}
