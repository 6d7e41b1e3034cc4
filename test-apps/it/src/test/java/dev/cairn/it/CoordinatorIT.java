package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scene of whole processes: a job is preempted, paused, moved; its worker, its coordinator and it
 * itself are killed, and a host loses its disk. In the end its output and its files are those of a
 * run nobody disturbed. The job waits at gates that the scene opens, so that nothing depends on
 * which process is how fast.
 */
class CoordinatorIT {
  private static final int GATES = 6;

  @TempDir Path folder;
  private Cluster cluster;
  private Path gates;

  @BeforeEach
  void begin() throws IOException {
    cluster = new Cluster(folder);
    gates = Files.createDirectory(folder.resolve("gates"));
  }

  @AfterEach
  void end() {
    cluster.killAll();
  }

  private void open(int gate) throws IOException {
    Files.createFile(gates.resolve("gate-" + gate));
  }

  private Outcome undisturbed(Job job, String name) throws IOException {
    Path here = Files.createDirectory(folder.resolve(name));
    return new Leg(job, here).plain().run().assertExit(0);
  }

  @Test
  void jobsShareHostsAndAreNeverLost() throws IOException {
    Job job = Job.target("Gates", gates.toString(), Integer.toString(GATES));
    Job small = Job.target("Counter", "1000", "10");
    cluster.startCoordinator();
    cluster.startWorker("a");
    String low = cluster.submit(job, "--every", "200ms");
    cluster.awaitSavedOn("a", low);
    cluster.awaitPrinted("a", "before gate 0");

    String high = cluster.submit(small, "--priority", "5");
    cluster.asks("wait", high);
    cluster.asks("result", high, "--to", "high");
    assertThat(folder.resolve("high/out")).hasContent(undisturbed(small, "small").out());

    cluster.awaitSavedOn("a", low);
    open(0);
    cluster.awaitPrinted("a", "before gate 1");
    cluster.asks("pause", low);
    cluster.awaitState(low, "PAUSED");
    assertThat(cluster.asks("logs", low).out()).contains("before gate 1");
    cluster.asks("resume", low);
    cluster.awaitSavedOn("a", low);

    cluster.startWorker("b");
    cluster.asks("migrate", low, "--to", "b");
    cluster.awaitSavedOn("b", low);
    cluster.awaitFetchedFromHosts(low);
    open(1);
    cluster.awaitPrinted("b", "before gate 2");

    List<ProcessHandle> left = cluster.killWorker("b");
    assertThat(left).hasSize(1).allMatch(ProcessHandle::isAlive);
    open(2);
    cluster.awaitPrinted("b", "before gate 3");
    cluster.startWorker("b");
    cluster.awaitSavedOn("b", low);

    cluster.killCoordinator();
    open(3);
    cluster.awaitPrinted("b", "before gate 4");
    cluster.startCoordinator();
    long epoch = cluster.awaitSavedOn("b", low).path("epoch").asLong();

    cluster.jobsOf("b").forEach(ProcessHandle::destroyForcibly);
    open(4);
    cluster.awaitPrinted("b", "before gate 5");
    long sent = cluster.awaitSent("b", low);
    assertThat(cluster.awaitSavedOn("b", low).path("epoch").asLong())
        .as("one lease, two JVMs")
        .isEqualTo(epoch);

    cluster.killWorker("b").forEach(ProcessHandle::destroyForcibly);
    cluster.awaitNoJobs("b");
    cluster.loseDisk("b");
    cluster.startWorker("b");
    JsonNode elsewhere = cluster.awaitSavedOn("b", low);
    assertThat(elsewhere.path("epoch").asLong()).isGreaterThan(epoch);
    assertThat(elsewhere.path("work").path("newest").path("generation").asLong())
        .isGreaterThanOrEqualTo(sent);

    open(5);
    cluster.asks("wait", low);
    assertThat(cluster.asks("show", low).out())
        .contains("preempted by job " + high)
        .contains("resumed by request")
        .contains("sent to b by request")
        .contains("went from a to b in ")
        .contains("the worker on b began anew without it")
        .contains("it is done");
    cluster.asks("result", low, "--to", "low");
    assertThat(folder.resolve("low/out")).hasContent(undisturbed(job, "plain").out());
    assertThat(folder.resolve("low/work/log")).hasSameTextualContentAs(folder.resolve("plain/log"));
  }
}
