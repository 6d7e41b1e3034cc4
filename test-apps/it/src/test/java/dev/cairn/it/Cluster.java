package dev.cairn.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A coordinator and workers as processes of their own, in folders below one. */
final class Cluster {
  /** Below those that systems give to whoever connects: nobody takes it while nobody listens. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 10_000;
  private static final Pattern GENERATION = Pattern.compile("gen-(\\d+)\\.cairn");

  private final Path folder;
  private final Path directory;
  private final JobShow show;
  private final int port;
  private final Map<String, Running> workers = new HashMap<>();
  private final Map<String, Network> networks = new HashMap<>();
  private final Map<String, Integer> disks = new HashMap<>();
  private @Nullable Running coordinator;

  Cluster(Path folder) {
    this.folder = folder;
    this.directory = folder.resolve("coordinator");
    this.show = new JobShow(directory);
    this.port = freePort();
  }

  private static int freePort() {
    int offset = (int) (ProcessHandle.current().pid() % PORTS);
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + (offset + i) % PORTS;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: the next one
      }
    }
    throw new IllegalStateException("no port is free");
  }

  JobShow show() {
    return show;
  }

  private Command cairn() {
    return new Command(folder).with("CAIRN_COORDINATOR_DIR", directory);
  }

  void startCoordinator() {
    startCoordinator("60s"); // so long a restart takes on a busy machine
  }

  void startCoordinator(String lostAfter) {
    Running started =
        cairn()
            .start("coordinator", "--port", port, "--minimum-run", "1s", "--lost-after", lostAfter)
            .closeInput();
    coordinator = started;
    started.awaitErr("coordinator at");
  }

  /** SIGKILL; what runs on the hosts goes on. */
  void killCoordinator() {
    Objects.requireNonNull(coordinator).kill().end();
  }

  /** The network by which a worker reaches the coordinator from its next start on. */
  Network network(String name) {
    return networks.computeIfAbsent(name, n -> new Network(port));
  }

  /** From its next start on, until it ends, a worker's folder is a disk of its own. */
  void giveDisk(String name, int kibibytes) {
    disks.put(name, kibibytes);
  }

  /** The folder of a worker that has a disk of its own, as the worker sees it. */
  Path onDiskOf(String name) {
    Path seen = Path.of("/proc", Long.toString(worker(name).pid()), "root");
    return seen.resolve(Path.of("/").relativize(folder.resolve(name)));
  }

  void startWorker(String name) {
    Command command = cairn();
    if (networks.containsKey(name)) {
      command.with("CAIRN_COORDINATOR", network(name).url());
    }
    if (disks.containsKey(name)) {
      command.onDisk(folder.resolve(name), disks.get(name));
    }
    Running started =
        command
            .start("worker", "--host", name, "--slots", 1, "--worker-dir", folder.resolve(name))
            .closeInput();
    workers.put(name, started);
    started.awaitErr("has joined");
  }

  /** SIGKILL; its jobs' JVMs, which run on, are what is returned. */
  List<ProcessHandle> killWorker(String name) {
    List<ProcessHandle> jobs = jobsOf(name);
    worker(name).kill().end();
    return jobs;
  }

  /** SIGTERM: it gives back what it has. */
  void endWorker(String name) {
    worker(name).terminate().end();
  }

  /** Waits until nothing runs in a worker's folder. */
  void awaitNoJobs(String name) {
    JobShow.until(
        () -> "nothing runs on " + name,
        () -> jobs().stream().noneMatch(p -> line(p).contains("dir=" + folder.resolve(name))));
  }

  /** Waits until a worker has nothing of any job any more. */
  void awaitForgotten(String name) {
    JobShow.until(
        () -> "nothing lies on " + name,
        () -> list(folder.resolve(name).resolve("jobs")).isEmpty());
  }

  private static String line(ProcessHandle process) {
    return String.join(" ", process.info().arguments().orElse(new String[0]));
  }

  /** The JVMs of a worker's jobs. */
  List<ProcessHandle> jobsOf(String name) {
    return ProcessHandle.of(worker(name).pid()).stream().flatMap(ProcessHandle::children).toList();
  }

  private Running worker(String name) {
    return Objects.requireNonNull(workers.get(name), name);
  }

  /** Ends all that was started here, workers first: they would start JVMs anew. */
  void killAll() {
    workers.values().forEach(worker -> worker.kill().end());
    if (coordinator != null) {
      coordinator.kill().end();
    }
    jobs().forEach(ProcessHandle::destroyForcibly);
    jobs().forEach(job -> job.onExit().join());
    for (Network network : networks.values()) {
      try {
        network.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** All JVMs of jobs, those whose worker was killed, too. */
  private List<ProcessHandle> jobs() {
    return ProcessHandle.allProcesses().filter(p -> line(p).contains("dir=" + folder)).toList();
  }

  /** Its JVMs take little processor time to begin. */
  String submit(Job job, Object... options) {
    List<String> words = new ArrayList<>(Command.javaArguments(job));
    words.addAll(1, Jvm.light(Jdk.current()).options());
    return cairn().run("submit", List.of(options), words).assertExit(0).out().strip();
  }

  /** A command that is to succeed. */
  Outcome asks(Object... words) {
    return cairn().run(words).assertExit(0).assertNoStackTrace();
  }

  /** A command that may be refused. */
  void tries(Object... words) {
    cairn().run(words).assertNoStackTrace();
  }

  /** Waits until a job is in a state. */
  void awaitState(String id, String state) {
    show.await(
        id, "is to be " + state, job -> job.path("standing").path("state").asText().equals(state));
  }

  /** Waits until a job runs on a host and has been saved there. */
  JsonNode awaitSavedOn(String host, String id) {
    return show.await(
        id,
        "is to run on " + host + " and be saved",
        job ->
            job.path("standing").path("state").asText().equals("RUNNING")
                && job.path("lease").path("host").asText().equals(host)
                && job.path("work").path("report").path("generation").asLong() > 0);
  }

  /** Waits until a job has told that it went on, with files that another host gave. */
  void awaitFetchedFromHosts(String id) {
    show.await(
        id,
        "is to have got its files from the host that it left",
        job -> {
          JsonNode bytes = job.path("work").path("move").path("arrival").path("bytes");
          return bytes.path("peers").asLong() > 0 && bytes.path("coordinator").asLong() == 0;
        });
  }

  /**
   * Waits until the coordinator has a generation of what the host's only job is now; its number.
   */
  long awaitSent(String host, String id) throws IOException {
    long captured = newestGeneration(host) + 1; // the next may be being written
    return show.await(
            id,
            "has sent a generation after " + captured,
            job -> job.path("work").path("newest").path("generation").asLong() > captured)
        .path("work")
        .path("newest")
        .path("generation")
        .asLong();
  }

  private long newestGeneration(String host) throws IOException {
    long newest = 0;
    for (Path job : list(folder.resolve(host).resolve("jobs"))) {
      for (Path file : list(job.resolve("job/ck"))) {
        Matcher m = GENERATION.matcher(file.getFileName().toString());
        newest = m.matches() ? Math.max(newest, Long.parseLong(m.group(1))) : newest;
      }
    }
    return newest;
  }

  /** Names alone: files come and go. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** All that a worker had is gone. */
  void loseDisk(String name) throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve(name))) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Waits until a job on a host has printed something. */
  void awaitPrinted(String host, String text) {
    JobShow.until(
        () -> "'" + text + "' is printed on " + host,
        () ->
            list(folder.resolve(host).resolve("jobs")).stream()
                .anyMatch(job -> read(job.resolve("job/out")).contains(text)));
  }

  private static String read(Path out) {
    try {
      return Files.readString(out);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
