package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is killed, or cut off, at whatever moment: each job's output is that of an undisturbed
 * run, once. {@code -Dcairn.kills=200} says how often, {@code -Dcairn.seed=N} repeats the choices.
 */
@Tag("coordinator")
class CoordinatorKillsIT {
  private static final int KILLS = Integer.getInteger("cairn.kills", 60);
  private static final List<String> HOSTS = List.of("a", "b", "c");
  private static final int AT_ONCE = 5;
  private static final int LONGEST_PAUSE = 2_000;
  private static final int LONGEST_CUT = 10_000;

  @TempDir Path folder;
  private final Random random = Seed.random("CoordinatorKillsIT");
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final List<String> done = new ArrayList<>();
  private Cluster cluster;

  @AfterEach
  void end() {
    cluster.killAll();
  }

  @Test
  void outputIsThereOnceWhateverIsKilled() throws Exception {
    cluster = new Cluster(folder);
    cluster.startCoordinator();
    HOSTS.forEach(cluster::network);
    HOSTS.forEach(cluster::startWorker);
    for (int i = 0; i < KILLS; i++) {
      replenish();
      Thread.sleep(random.nextInt(LONGEST_PAUSE)); // the moment is what is tried out
      strike(HOSTS.get(random.nextInt(HOSTS.size())));
    }
    for (String id : jobs.keySet()) {
      if (!state(id).equals("DONE")) { // hundreds are: each command is a process
        letGoOn(id);
        cluster.asks("wait", id);
      }
    }
    ExecutorService two = Executors.newFixedThreadPool(2); // a hundred jobs, two processes each
    try {
      List<Future<Void>> compared = new ArrayList<>();
      for (Map.Entry<String, Job> e : jobs.entrySet()) {
        compared.add(two.submit(() -> isAsUndisturbed(e.getKey(), e.getValue())));
      }
      for (Future<Void> f : compared) {
        f.get();
      }
    } finally {
      two.shutdownNow();
    }
    System.out.println(KILLS + " kills, " + jobs.size() + " jobs");
  }

  /** So many jobs are there that aren't over. */
  private void replenish() throws IOException {
    for (String id : jobs.keySet()) {
      if (!done.contains(id) && state(id).equals("DONE")) {
        done.add(id);
      }
    }
    while (jobs.size() - done.size() < AT_ONCE) {
      String seed = Integer.toString(random.nextInt(1000));
      Job job =
          random.nextBoolean()
              ? Job.workload("NBody", "80", Integer.toString(20_000 + random.nextInt(60_000)), seed)
              : Job.target("Scribe", Integer.toString(100 + random.nextInt(300)), "50");
      String priority = Integer.toString(random.nextInt(3));
      jobs.put(cluster.submit(job, "--every", "300ms", "--priority", priority), job);
    }
  }

  private String state(String id) throws IOException {
    return cluster.show().job(id).path("standing").path("state").asText();
  }

  private void strike(String host) throws IOException, InterruptedException {
    int what = random.nextInt(9);
    System.out.println(what + " at " + host);
    switch (what) {
      case 0 -> {
        cluster.killWorker(host);
        cluster.startWorker(host);
      }
      case 1 -> {
        cluster.killWorker(host).forEach(ProcessHandle::destroyForcibly);
        cluster.startWorker(host);
      }
      case 2 -> cluster.jobsOf(host).forEach(ProcessHandle::destroyForcibly);
      case 3 -> {
        cluster.killCoordinator();
        cluster.startCoordinator();
      }
      case 4 -> {
        cluster.killWorker(host).forEach(job -> job.destroyForcibly());
        cluster.awaitNoJobs(host);
        cluster.loseDisk(host);
        cluster.startWorker(host);
      }
      case 5 -> {
        cluster.endWorker(host);
        cluster.startWorker(host);
      }
      case 6 -> {
        String id = List.copyOf(jobs.keySet()).get(random.nextInt(jobs.size()));
        cluster.tries("pause", id);
        cluster.tries("migrate", id);
        cluster.tries("resume", id);
      }
      case 7 -> {
        cluster.network(host).cut();
        Thread.sleep(random.nextInt(LONGEST_CUT)); // some words are lost, some come late
        cluster.network(host).mend();
      }
      default -> {
        cluster.killCoordinator();
        cluster.killWorker(host);
        cluster.startCoordinator();
        cluster.startWorker(host);
      }
    }
  }

  /** A job that lost too many hosts is held, and one may be sent where nothing is. */
  private void letGoOn(String id) throws IOException {
    JsonNode job = cluster.show().job(id);
    cluster.tries(
        job.path("standing").path("state").asText().equals("HELD") ? "release" : "resume", id);
  }

  private Void isAsUndisturbed(String id, Job job) throws IOException {
    Path here = Files.createDirectory(folder.resolve("plain-" + id));
    Outcome plain = new Leg(job, here).plain().run().assertExit(0);
    cluster.asks("result", id, "--to", "job-" + id);
    assertThat(folder.resolve("job-" + id + "/out"))
        .as("job %s, %s", id, job.title())
        .hasContent(plain.out());
    Path log = here.resolve("log");
    if (Files.exists(log)) {
      assertThat(folder.resolve("job-" + id + "/work/log")).hasSameTextualContentAs(log);
    }
    return null;
  }
}
