package dev.cairn.benchmarks.move;

import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A coordinator and two workers on this machine, started by their commands. */
final class TwoHosts implements Closeable {
  /** Of anything that is waited for; so that a benchmark that hangs ends. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final long LOOK_MILLIS = 20;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private CoordinatorClient client = new CoordinatorClient("", "");

  private TwoHosts(Path folder) {
    this.folder = folder;
  }

  /** Starts all three. */
  static TwoHosts start(Path folder) throws IOException {
    TwoHosts hosts = new TwoHosts(folder);
    try {
      hosts.run("coordinator", "--port", "" + freePort(), "--minimum-run", "1s");
      Path url = hosts.directory().resolve("url");
      until("the coordinator", () -> Files.exists(url));
      hosts.client =
          new CoordinatorClient(
              Files.readString(url).strip(),
              Files.readString(hosts.directory().resolve("token")).strip());
      for (String name : List.of("a", "b")) {
        String own = folder.resolve("worker-" + name).toString();
        hosts.run("worker", "--host", name, "--slots", "1", "--worker-dir", own);
      }
      until("two workers", () -> hosts.client.get("hosts", Api.Hosts.class).hosts().size() == 2);
      return hosts;
    } catch (IOException e) {
      hosts.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path directory() {
    return folder.resolve("coordinator");
  }

  private ProcessBuilder cairn(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("cairn").toAbsolutePath().toString());
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("CAIRN_COORDINATOR_DIR", directory().toString());
    return builder.redirectErrorStream(true);
  }

  private void run(String... words) throws IOException {
    Path log = folder.resolve(words[0] + processes.size() + ".log");
    Process started = cairn(words).redirectOutput(log.toFile()).start();
    started.getOutputStream().close();
    processes.add(started);
  }

  /** Submits a job and waits until it was saved once; gives its number. */
  long submit(List<String> java) throws IOException {
    List<String> words = new ArrayList<>(List.of("submit", "--"));
    words.addAll(java);
    Process submitted = cairn(words.toArray(String[]::new)).start();
    String said =
        new String(submitted.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String[] parts = said.split("\\D+", -1);
    if (parts.length == 0 || parts[parts.length - 1].isEmpty()) {
      throw new IOException("cairn submit said: " + said);
    }
    long id = Long.parseLong(parts[parts.length - 1]);
    await(id, "runs and was saved", j -> isRunning(j) && j.work().checkedInAt() > 0);
    return id;
  }

  private static boolean isRunning(Job job) {
    return job.state() == JobState.RUNNING;
  }

  /** Sends a job to the other host, and tells how it went. */
  Move migrate(long id) throws IOException {
    client.post("jobs/" + id + "/migrate", Api.JobRequest.NONE, Job.class);
    Job job =
        await(
            id,
            "goes on elsewhere",
            j -> {
              Move way = j.work().move();
              return isRunning(j) && way != null && way.hasArrived();
            });
    Move move = job.work().move();
    if (move == null) {
      throw new IOException("job " + id + " has not moved");
    }
    return move;
  }

  private Job await(long id, String what, Predicate<Job> is) throws IOException {
    Job[] seen = new Job[1];
    until(
        "job " + id + " " + what,
        () -> {
          seen[0] = client.get("jobs/" + id, Api.JobDetails.class).job();
          if (seen[0].state().isFinal()) {
            throw new IOException("job " + id + " is over: " + seen[0].standing().reason());
          }
          return is.test(seen[0]);
        });
    return seen[0];
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IOException("awaited in vain: " + what);
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Removes the job and ends all three: the workers first, which give back what they have. */
  void end(long id) throws IOException {
    client.post("jobs/" + id + "/remove", Api.JobRequest.NONE, Job.class);
    until(
        "nothing runs",
        () ->
            client.get("hosts", Api.Hosts.class).hosts().stream()
                .allMatch(h -> h.jobs().isEmpty()));
  }

  @Override
  public void close() throws IOException {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).destroy();
      try {
        if (!processes.get(i).waitFor(1, TimeUnit.MINUTES)) {
          processes.get(i).destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
