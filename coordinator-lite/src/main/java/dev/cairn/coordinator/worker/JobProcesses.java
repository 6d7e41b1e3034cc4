package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JobProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One JVM of a job, in the job's folder. */
final class JobJvm {
  private final Process process;
  private final Path lock;
  private boolean terminated;

  private JobJvm(Process process, Path lock) {
    this.process = process;
    this.lock = lock;
  }

  static JobJvm start(WorkerSetup setup, JobFolder folder, JobSpec spec, long everySeconds)
      throws IOException {
    Path ck = folder.generations();
    Process process =
        new ProcessBuilder(command(setup, ck, spec, everySeconds))
            .directory(folder.work().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(folder.out().toFile()))
            .redirectError(Redirect.appendTo(folder.err().toFile()))
            .start();
    return new JobJvm(process, ck.resolve(JobProcess.LOCK));
  }

  /** What the job's own options say wins. */
  private static List<String> command(WorkerSetup setup, Path ck, JobSpec spec, long everySeconds) {
    String options = AgentOptions.NONE.with("dir", ck.toAbsolutePath()).with("keep", 2).text();
    if (!("," + spec.options()).contains(",every=")) {
      options += ",every=" + everySeconds + "s";
    }
    if (!spec.options().isEmpty()) {
      options += "," + spec.options();
    }
    List<String> command = new ArrayList<>();
    command.add(setup.java().toString());
    command.add("-javaagent:" + setup.agent() + "=" + options);
    command.addAll(spec.java());
    return command;
  }

  /** Whether the agent has begun: before that, a signal would just kill. */
  boolean isUp() {
    try {
      return Files.exists(lock)
          && Files.readString(lock, StandardCharsets.US_ASCII)
              .strip()
              .equals(Long.toString(process.pid()));
    } catch (IOException e) {
      return false; // it is just being written
    }
  }

  /** Asks it, once, to save itself and end. */
  void terminate() {
    if (!terminated) {
      terminated = true;
      process.destroy();
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Its exit code, or null where it still runs after so long. */
  @Nullable Integer exit(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : null;
  }

  /** Ends what an earlier worker has left running in a job's folder, saved if it can be. */
  static void endOrphan(JobFolder folder, long patienceMillis) {
    ProcessHandle orphan =
        Files.isDirectory(folder.generations())
            ? JobProcess.running(folder.generations()).orElse(null)
            : null;
    if (orphan == null) {
      return;
    }
    orphan.destroy();
    try {
      orphan.onExit().get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      orphan.destroyForcibly();
      orphan.onExit().join();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("nobody completes that with a failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
