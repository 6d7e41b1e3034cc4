package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Killing;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  /** A job that is cut off before its first snapshot begins anew, and prints all anew. */
  @Test
  void linesOfARunBeforeAnySnapshotStandOnce() throws IOException {
    Job scribe = Job.target("Scribe", "80", "40");
    String whole = new Leg(scribe, folder.resolve("plain")).plain().run().assertExit(0).out();
    Path file = Files.writeString(folder.resolve("out.txt"), "a script's own line\n");
    cutOffOnceItPrints(onto(scribe, file), file);
    cutOffOnceItPrints(onto(scribe, file), file);
    onto(scribe, file).run().assertExit(0);
    assertThat(file).hasContent("a script's own line\n" + whole);
  }

  /** What another job printed there is not this one's; nor is what was printed before a new run. */
  @Test
  void linesOfAnotherRunStay() throws IOException {
    Job scribe = Job.target("Scribe", "80", "40");
    Path file = Files.createFile(folder.resolve("out.txt"));
    cutOffOnceItPrints(onto(scribe, file), file);
    String first = Files.readString(file);
    cutOffOnceItPrints(onto(scribe, file).option("fresh").in(emptyFolder("fresh")), file);
    String second = Files.readString(file);
    assertThat(second).startsWith(first + "turn 0\n");
    onto(Job.target("Scribe", "3", "1"), file).in(emptyFolder("other")).run().assertExit(0);
    assertThat(Files.readString(file)).startsWith(second + "turn 0\nturn 1\nturn 2\nend ");
  }

  private Path emptyFolder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private Leg onto(Job job, Path file) {
    return new Leg(job, folder.resolve("work"))
        .generations(folder.resolve("ck"))
        .option("every", "0")
        .appendingTo(file);
  }

  private static void cutOffOnceItPrints(Leg leg, Path file) throws IOException {
    long before = Files.size(file);
    Running running = leg.start().closeInput();
    assertThat(running.reaches(() -> size(file) > before)).isTrue();
    running.kill().end().assertExit(Outcome.KILLED);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linesStandOnceInAFile() throws IOException {
    new Killing(Job.workload("NBody", "200", "8000"), folder)
        .killOntoFile(2, Seed.random("KillIT file"));
  }
}
