package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of a run's state digests is the same on every release, and wherever it stopped. */
class DigestsIT {
  private static final Job JOB = Job.workload("NBody", "20", "30");
  private static final int STOPPED = 85;

  @TempDir Path folder;

  private Leg leg(Path dir) {
    return new Leg(JOB, folder).generations(dir).option("every", "0");
  }

  private static String chain(Path dir) throws IOException {
    return Files.readString(dir.resolve("digests.txt"));
  }

  @Test
  void alikeOnAllReleasesStoppedOrNot() throws IOException {
    Path whole = folder.resolve("whole");
    leg(whole).on(Jdk.other()).option("digest-every", 5).run().assertExit(0);
    Path parts = folder.resolve("parts");
    leg(parts).option("digest-every", 5).option("stop-at", 12).run().assertExit(STOPPED);
    assertThat(chain(parts).lines()).hasSize(4);
    leg(parts).on(Jdk.other()).option("stop-at", 8).run().assertExit(STOPPED);
    // What it did after its newest generation is done again, and noted once.
    Files.delete(parts.resolve("gen-00000002.cairn"));
    leg(parts).run().assertExit(0);

    assertThat(chain(parts)).isEqualTo(chain(whole));
    assertThat(chain(whole).lines()).hasSizeGreaterThanOrEqualTo(8);
    new Command(folder).run("snap", "digests", whole, parts).assertExit(0).assertNoStackTrace();
  }
}
