package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a cluster besides that processes are killed: its network is cut, a disk is really
 * full. The job waits at gates that the scene opens.
 */
@Tag("coordinator")
class ClusterFaultsIT {
  private static final int GATES = 3;
  private static final int DISK = 24 << 10;

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

  private Job job() {
    return Job.target("Gates", gates.toString(), Integer.toString(GATES));
  }

  private void isAsUndisturbed(String id) throws IOException {
    Path here = Files.createDirectory(folder.resolve("plain"));
    String plain = new Leg(job(), here).plain().run().assertExit(0).out();
    cluster.asks("result", id, "--to", "result");
    assertThat(folder.resolve("result/out")).hasContent(plain);
    assertThat(folder.resolve("result/work/log")).hasSameTextualContentAs(here.resolve("log"));
  }

  /** It runs on, and so does the job elsewhere: one of them counts. */
  @Test
  void whoIsCutOffCommitsNothing() throws IOException {
    Network network = cluster.network("a");
    cluster.startCoordinator("10s");
    cluster.startWorker("a");
    String id = cluster.submit(job(), "--every", "200ms");
    long epoch = cluster.awaitSavedOn("a", id).path("epoch").asLong();
    cluster.awaitSent("a", id);

    network.cut();
    cluster.startWorker("b");
    assertThat(cluster.awaitSavedOn("b", id).path("epoch").asLong()).isGreaterThan(epoch);
    open(0);
    cluster.awaitPrinted("a", "before gate 1");
    cluster.awaitPrinted("b", "before gate 1");
    open(1);
    open(2);
    cluster.awaitPrinted("a", "end"); // it is done there, too, and can't tell
    cluster.asks("wait", id);
    assertThat(cluster.asks("show", id).out()).contains("a was not heard of for 10 s");
    network.mend();
    cluster.awaitForgotten("a");
    isAsUndisturbed(id);
  }

  /** The job runs on without generations; when there is room again, they go on. */
  @Test
  void aWorkersDiskIsFull() throws IOException {
    cluster.giveDisk("a", DISK);
    cluster.startCoordinator();
    cluster.startWorker("a");
    String id = cluster.submit(job(), "--every", "200ms");
    cluster.awaitSavedOn("a", id);

    Path ballast = cluster.onDiskOf("a").resolve("ballast");
    fill(ballast);
    cluster
        .show()
        .await(
            id,
            "is to say that its disk is full",
            job ->
                job.path("work")
                    .path("report")
                    .path("refusal")
                    .asText()
                    .contains("No space left on device"));
    open(0);
    open(1);
    Files.delete(ballast);
    long before = generation(cluster.show().job(id));
    cluster.show().await(id, "is to be saved again", job -> generation(job) > before + 1);
    open(2);
    cluster.asks("wait", id);
    isAsUndisturbed(id);
  }

  private static long generation(JsonNode job) {
    return job.path("work").path("report").path("generation").asLong();
  }

  /** Until nothing more can be written. */
  private static void fill(Path file) throws IOException {
    byte[] block = new byte[1 << 12];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }
}
