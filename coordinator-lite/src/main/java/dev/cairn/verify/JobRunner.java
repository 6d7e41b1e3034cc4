package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the job in the workspace, each run under a name of its own. */
final class JobRunner {
  private static final String CHAIN = "chain";

  private final VerifyRequest request;
  private final Workspace workspace;

  /** For one JVM. */
  private final Duration timeout;

  /** Whose record of the clock is replayed, or null. */
  private final @Nullable Path replayed;

  JobRunner(VerifyRequest request, Workspace workspace, Duration timeout) {
    this(request, workspace, timeout, null);
  }

  private JobRunner(
      VerifyRequest request, Workspace workspace, Duration timeout, @Nullable Path replayed) {
    this.request = request;
    this.workspace = workspace;
    this.timeout = timeout;
    this.replayed = replayed;
  }

  /** The same, with another limit for one JVM. */
  JobRunner within(Duration limit) {
    return new JobRunner(request, workspace, limit, replayed);
  }

  /** The same, but if the clock is recorded, each run sees it as the run {@code name} did. */
  JobRunner replaying(String name) throws IOException {
    boolean recorded = "record".equals(request.plan().value("time"));
    Path record = recorded ? generations(name) : null;
    return new JobRunner(request, workspace, timeout, record);
  }

  private Path generations(String name) throws IOException {
    return workspace.run(name).resolve("ck");
  }

  /** The agent's options for exact counts, and no snapshot but those asked for. */
  AgentOptions counting() {
    return request.plan().with("every", "0").with("replay", replayed);
  }

  /** What came of one JVM. */
  record Run(Outcome outcome, Optional<AgentReport> report, Duration took) {
    int exit() {
      return outcome.exit();
    }

    /** Whether the agent ended it, and not the job. */
    boolean agentFailed() {
      return ExitCode.of(exit()).filter(ExitCode::isAgentFailure).isPresent();
    }

    String lastWords() throws IOException {
      return JobRun.lastWords(outcome.err());
    }

    List<AgentReport.Taken> taken() {
      return report.map(AgentReport::taken).orElse(List.of());
    }

    /** Why the first snapshot that was refused was. */
    Optional<String> refusal() {
      return report.map(AgentReport::refused).orElse(List.of()).stream().findFirst();
    }
  }

  /**
   * A run from C0 to its end, in a fresh working directory.
   *
   * @param options the agent's, or null to run without it
   */
  Run whole(String name, JvmVariant variant, @Nullable AgentOptions options)
      throws IOException, VerdictException {
    workspace.beginWork();
    Run run = run(name, variant, options, workspace.run(name));
    workspace.keepWork(name);
    return run;
  }

  /** Lays out the working directory of a chain of legs. */
  void beginChain() throws IOException {
    workspace.beginWork();
  }

  /** Lets runs from C0 come in between two legs. */
  <T> T between(Between<T> runs) throws IOException, VerdictException {
    workspace.setWorkAside();
    T result = runs.run();
    workspace.takeWorkBack();
    return result;
  }

  /** Runs between two legs. */
  @FunctionalInterface
  interface Between<T> {
    T run() throws IOException, VerdictException;
  }

  /** A run in the chain's working directory, its output behind that of the legs before. */
  Run leg(String name, JvmVariant variant, AgentOptions options)
      throws IOException, VerdictException {
    workspace.rememberWork();
    return run(name, variant, options, workspace.run(CHAIN));
  }

  /** Puts the chain's working directory aside with its other files. */
  void endChain() throws IOException {
    workspace.keepWork(CHAIN);
  }

  /**
   * The last leg once more, with other options: in a working directory as that found it, its output
   * by itself.
   */
  Run legAgain(String name, JvmVariant variant, AgentOptions options)
      throws IOException, VerdictException {
    workspace.recallWork();
    Run run = run(name, variant, options, workspace.run(name));
    workspace.keepWork(name);
    return run;
  }

  private Run run(String name, JvmVariant variant, @Nullable AgentOptions options, Path output)
      throws IOException, VerdictException {
    Path folder = workspace.run(name);
    Path reportFile = folder.resolve("report.json");
    Path out = output.resolve("out");
    Path err = output.resolve("err");
    var line = request.java().withOptions(variant.options());
    List<String> command = new ArrayList<>();
    if (options == null) {
      command.add(variant.jdk().java().toString());
      command.addAll(line.words());
    } else {
      AgentOptions complete = options.with("dir", generations(name)).with("report", reportFile);
      command.addAll(line.command(variant.jdk().java(), request.agentJar(), complete));
    }
    Path stdin = request.stdin() == null ? workspace.noInput() : request.stdin();
    JobRun.Ended ended = new JobRun(workspace.work(), stdin).run(command, out, err, timeout);
    Outcome outcome = new Outcome(ended.exit(), out, err, FileTree.of(workspace.work()));
    return new Run(outcome, AgentReport.read(reportFile), ended.took());
  }
}
