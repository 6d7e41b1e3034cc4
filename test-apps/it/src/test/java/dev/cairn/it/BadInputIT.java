package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import dev.cairn.it.harness.Seed;
import dev.cairn.it.harness.SourceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: one clear line, the documented exit code, and no job code has run. */
class BadInputIT {
  private static final Job JOB = Job.target("Arrangement");
  private static final int USAGE = 64;
  private static final int DATA = 65;
  private static final int NO_INPUT = 66;
  private static final int UNAVAILABLE = 69;
  private static final int CANNOT_CREATE = 73;
  private static final int IN_USE = 75;
  private static final int CONFIG = 78;
  private static final int STOPPED = 85;

  @TempDir Path folder;

  private Leg leg(Job job) {
    return new Leg(job, folder).generations(folder.resolve("ck")).option("every", "0");
  }

  private String refusal(Leg leg, int exit) {
    Outcome o = leg.run();
    String line = o.assertExit(exit).assertOneLine();
    assertThat(o.out()).as("the job must not have run: %s", o).isEmpty();
    return line;
  }

  /** Stops the job at its fifth safe point. */
  private Path snapshot(Job job) {
    Outcome o = leg(job).option("stop-at", 5).run().assertExit(STOPPED);
    return Path.of(o.report().path("snapshots").path(0).path("file").asText());
  }

  @Test
  void unknownOption() {
    assertThat(refusal(leg(JOB).option("evry", "5s"), USAGE)).contains("evry").contains("every");
  }

  @ParameterizedTest
  @CsvSource({"every,soon", "every,-1s", "keep,0", "keep,two", "stop-at,0", "stop-after,5parsecs"})
  void badValue(String option, String value) {
    assertThat(refusal(leg(JOB).option(option, value), USAGE)).contains(option).contains(value);
  }

  /** A real one: what its headers hold from the start is no place for a hash. */
  @Test
  void aJvmOfUnknownHeaders() {
    Jdk jdk = Jdk.all().stream().filter(j -> j.feature() == 17).findFirst().orElseThrow();
    Outcome o =
        leg(JOB)
            .on(jdk)
            .before("-XX:+UseBiasedLocking", "-XX:BiasedLockingStartupDelay=0")
            .run()
            .assertExit(UNAVAILABLE)
            .assertNoStackTrace();
    assertThat(o.out()).isEmpty();
    assertThat(o.err().lines().filter(l -> !l.contains("VM warning")))
        .singleElement(STRING)
        .contains("object headers are not as known")
        .endsWith("leave out -XX:+UseBiasedLocking");
  }

  @Test
  void directoryIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "mine");
    assertThat(refusal(leg(JOB).generations(file), CANNOT_CREATE)).contains(file.toString());
    assertThat(file).hasContent("mine");
  }

  @Test
  void directoryCannotBeMade() {
    assertThat(refusal(leg(JOB).generations(Path.of("/proc/cairn/ck")), CANNOT_CREATE))
        .contains("/proc/cairn/ck");
  }

  @Test
  void fileToResumeIsMissing() {
    Path none = folder.resolve("none.cairn");
    assertThat(refusal(leg(JOB).option("resume", none), NO_INPUT)).contains(none.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "head", "half", "last byte"})
  void truncated(String how) throws IOException {
    Path file = snapshot(JOB);
    byte[] all = Files.readAllBytes(file);
    int length =
        switch (how) {
          case "empty" -> 0;
          case "head" -> 10;
          case "half" -> all.length / 2;
          default -> all.length - 1;
        };
    Path cut = Files.write(folder.resolve("cut.cairn"), java.util.Arrays.copyOf(all, length));
    assertThat(refusal(leg(JOB).option("resume", cut), DATA)).contains("cut.cairn");
  }

  @Test
  void oneBitFlippedAnywhere() throws IOException {
    Random random = Seed.random("BadInputIT flips");
    byte[] all = Files.readAllBytes(snapshot(JOB));
    for (int i = 0; i < 6; i++) {
      int at = random.nextInt(all.length);
      byte[] bad = all.clone();
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Path flipped = Files.write(folder.resolve("flipped.cairn"), bad);
      assertThat(refusal(leg(JOB).option("resume", flipped), DATA))
          .as("flipped at %d of %d", at, all.length)
          .contains("flipped.cairn");
    }
  }

  /** In a directory the newest good one is taken, and what was skipped is said. */
  @Test
  void damagedGenerationIsSkipped() throws IOException {
    Path ck = folder.resolve("ck");
    leg(JOB).option("snapshot-at", "3").option("stop-at", "6").option("keep", 2).run();
    Path newest = generations(ck).get(1);
    byte[] all = Files.readAllBytes(newest);
    all[all.length / 2] ^= 1;
    Files.write(newest, all);
    Outcome o = leg(JOB).run().assertExit(0).assertNoStackTrace();
    assertThat(o.err()).contains(newest.getFileName().toString());
    assertThat(o.report().path("resumedFrom").toString()).contains("gen-00000001");
    assertThat(o.out()).isEqualTo(new Leg(JOB, folder).plain().run().out());
  }

  private static List<Path> generations(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(p -> p.toString().endsWith(".cairn")).sorted().toList();
    }
  }

  @Test
  void snapshotOfAnotherJob() {
    Path file = snapshot(JOB);
    assertThat(refusal(leg(Job.target("Counter", "10", "1")).option("resume", file), DATA))
        .contains("dev.cairn.targets.Arrangement")
        .contains("dev.cairn.targets.Counter");
  }

  @Test
  void otherArguments() {
    Job job = Job.target("Counter", "100", "1");
    leg(job).option("stop-at", 5).run().assertExit(STOPPED);
    assertThat(refusal(leg(job.withArgs("200", "1")), DATA)).contains("100").contains("200");
  }

  @Test
  void recompiledWithOneConstantChanged() {
    String source =
        """
        import dev.cairn.annotations.CheckpointLoop;

        class Changing {
          static int other() { return 1; }

          static int step(int v) { return v * 31 + 7; }

          public static void main(String[] args) {
            int sum = 0;
            for (@CheckpointLoop int i = 0; i < 20; i++) sum = step(sum);
            System.out.println(sum + other());
          }
        }
        """;
    Path file = snapshot(SourceProgram.job(folder, "Changing", source));
    Job changed = SourceProgram.job(folder, "Changing", source.replace("* 31 + 7", "* 31 + 8"));
    assertThat(refusal(leg(changed).option("resume", file), DATA))
        .contains("Changing")
        .contains("step");
    // The control: compiled again unchanged, elsewhere, it is the same job.
    leg(SourceProgram.job(folder, "Changing", source)).option("resume", file).run().assertExit(0);
  }

  @Test
  void loopSpecMatchesNothing() {
    assertThat(refusal(leg(JOB.withLoops("dev.cairn.targets.Arangement#job")), CONFIG))
        .contains("dev.cairn.targets.Arangement")
        .contains("dev.cairn.targets.Arrangement");
    assertThat(refusal(leg(JOB.withLoops("dev.cairn.targets.Arrangement#jab")), CONFIG))
        .contains("job");
    assertThat(refusal(leg(JOB.withLoops("dev.cairn.targets.Arrangement#main")), CONFIG))
        .contains("no loop");
  }

  @Test
  void rootNotFound() {
    assertThat(refusal(leg(JOB).option("root", "dev.cairn.targets.Arrangement#jop"), CONFIG))
        .contains("jop")
        .contains("job");
  }

  @Test
  void directoryInUse() {
    Running first = leg(Job.target("Blocked")).start();
    first.awaitOut("waiting");
    assertThat(refusal(leg(Job.target("Blocked")), IN_USE)).contains("" + first.pid());
    first.closeInput().end().assertExit(0);
  }

  @Test
  void doneJobIsNotRunAgain() {
    Job job = Job.target("ExitsWith", "7");
    leg(job).run().assertExit(7);
    assertThat(refusal(leg(job), 7)).contains("finished");
    // The control: --fresh runs it.
    assertThat(leg(job).option("fresh").run().assertExit(7).out()).contains("sum 45");
  }

  @Test
  void noAnnotationsNoLoops() {
    Job job =
        SourceProgram.job(
            folder,
            "Straight",
            "class Straight { public static void main(String[] a) { System.out.println(1); } }");
    assertThat(refusal(leg(job), CONFIG)).contains("loop");
  }

  /** The job goes on and ends well; that nothing was saved is said, and nothing is left behind. */
  @Test
  void noRoomForTheSnapshot() throws IOException {
    Job job = Job.workload("Heat", "128", "300");
    Outcome o = leg(job).option("snapshot-at", "10:200").fileLimit(128).run();
    o.assertExit(0).assertNoStackTrace();
    assertThat(o.err()).contains("ck").containsIgnoringCase("too large");
    assertThat(o.report().path("snapshots")).isEmpty();
    assertThat(o.out()).isEqualTo(new Leg(job, folder).plain().run().out());
    try (Stream<Path> left = Files.list(folder.resolve("ck"))) {
      assertThat(left.map(p -> p.getFileName().toString())).noneMatch(n -> n.contains("gen-"));
    }
  }
}
