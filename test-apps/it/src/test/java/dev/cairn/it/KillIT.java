package dev.cairn.it;

import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Killing;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any moment loses at most the time since the last snapshot. */
class KillIT {
  @TempDir Path folder;

  @Test
  void nBodyKilledTwice() {
    new Killing(Job.workload("NBody", "200", "12000"), folder).kill(2, Seed.random("KillIT nBody"));
  }

  @Test
  void boxesKilledTwice() {
    new Killing(
            Job.workload("Boxes", "120", "4000").withLoops("dev.cairn.workloads.Boxes#simulate"),
            folder)
        .kill(2, Seed.random("KillIT boxes"));
  }

  @Test
  void linesStandOnceInAFile() throws IOException {
    new Killing(Job.workload("NBody", "200", "8000"), folder)
        .killOntoFile(2, Seed.random("KillIT file"));
  }
}
