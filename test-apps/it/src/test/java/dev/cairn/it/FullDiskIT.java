package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is really full, in a mount namespace of the test's own: wants Linux and {@code
 * unshare}, so it stands in the profile. {@link BadInputIT} has its like for any machine.
 */
@Tag("matrix")
class FullDiskIT {
  @TempDir Path folder;

  @Test
  void theJobRunsOnAndSaysWhatIsFull() throws IOException {
    Job job = Job.workload("Heat", "128", "300");
    String plain = new Leg(job, folder).plain().run().out();
    Outcome o = leg(job).option("snapshot-at", "10:200").onDiskOf(100).run();
    o.assertExit(0).assertNoStackTrace();
    assertThat(o.err()).contains("No space left on device").contains("ck");
    assertThat(o.report().path("snapshots")).isEmpty();
    assertThat(o.out()).isEqualTo(plain);
  }

  @Test
  void whatStoodBeforeIsStillGoodWhenTheNextFindsNoRoom() throws IOException {
    Job job = Job.workload("Heat", "128", "300");
    Outcome o =
        leg(job)
            .option("snapshot-at", "10:200")
            .option("stop-at", "250")
            .option("stop-deadline", "2s")
            .onDiskOf(500)
            .run();
    assertThat(o.err()).contains("No space left on device");
    assertThat(o.report().path("snapshots")).isNotEmpty();
    o.assertNoStackTrace();
  }

  private Leg leg(Job job) throws IOException {
    Path ck = Files.createDirectories(folder.resolve("ck"));
    return new Leg(job, folder).generations(ck).option("every", "0").option("compress", "raw");
  }
}
