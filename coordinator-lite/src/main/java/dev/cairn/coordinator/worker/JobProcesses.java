package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Order;
import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JobProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Jobs' JVMs as processes of this machine. */
final class JobProcesses implements Jvms {
  private static final long ORPHAN_MILLIS = 30_000;

  private final WorkerSetup setup;

  JobProcesses(WorkerSetup setup) {
    this.setup = setup;
  }

  @Override
  public Jvm start(JobFolder folder, Order order) throws IOException {
    Path ck = folder.generations();
    Process process =
        new ProcessBuilder(command(folder, order))
            .directory(folder.work().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(folder.out().toFile()))
            .redirectError(Redirect.appendTo(folder.err().toFile()))
            .start();
    return new JobJvm(process, ck.resolve(JobProcess.LOCK));
  }

  /** What the job's own options say wins. */
  private List<String> command(JobFolder folder, Order order) {
    JobSpec spec = order.spec();
    AgentOptions own =
        AgentOptions.NONE.with("dir", folder.generations().toAbsolutePath()).with("keep", 2);
    if (!("," + spec.options()).contains(",every=")) {
      own =
          own.with("every", order.everySeconds() + "s")
              .with("every-from", folder.every().toAbsolutePath());
    }
    String options = own.text();
    if (!spec.options().isEmpty()) {
      options += "," + spec.options();
    }
    List<String> command = new ArrayList<>();
    command.add(setup.java().toString());
    command.add("-javaagent:" + setup.agent() + "=" + options);
    command.addAll(spec.java());
    return command;
  }

  private static final class JobJvm implements Jvm {
    private final Process process;
    private final Path lock;
    private boolean terminated;

    JobJvm(Process process, Path lock) {
      this.process = process;
      this.lock = lock;
    }

    @Override
    public boolean isUp() {
      try {
        return Files.exists(lock)
            && Files.readString(lock, StandardCharsets.US_ASCII)
                .strip()
                .equals(Long.toString(process.pid()));
      } catch (IOException e) {
        return false; // it is just being written
      }
    }

    @Override
    public void terminate() {
      if (!terminated) {
        terminated = true;
        process.destroy();
      }
    }

    @Override
    public void kill() {
      process.destroyForcibly();
    }

    @Override
    public @Nullable Integer exit(long millis) throws InterruptedException {
      return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : null;
    }
  }

  @Override
  public void endOrphan(JobFolder folder) {
    ProcessHandle orphan =
        Files.isDirectory(folder.generations())
            ? JobProcess.running(folder.generations()).orElse(null)
            : null;
    if (orphan == null) {
      return;
    }
    orphan.destroy();
    try {
      orphan.onExit().get(ORPHAN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      orphan.destroyForcibly();
      orphan.onExit().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody completes that with a failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
