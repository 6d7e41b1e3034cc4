package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import dev.cairn.it.harness.SourceProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hard cases that want more than being cut somewhere. */
class HardCasesIT {
  @TempDir Path folder;

  private Leg leg(Job job) {
    return new Leg(job, folder).generations(folder.resolve("ck")).option("every", "0");
  }

  private String plain(Job job, Jvm jvm) {
    return new Leg(job, folder).plain().on(jvm).run().assertExit(0).out();
  }

  /** Frames that aren't the program's and are saved; some say something on one release only. */
  @ParameterizedTest
  @ValueSource(strings = {"stream", "reflection", "proxy", "handle"})
  void foreignFrames(String how) {
    Job job = Job.target("Pinned", how);
    Outcome o = leg(job).option("snapshot-at", "2").run().assertExit(0).assertNoStackTrace();
    assertThat(o.report().path("refusals")).as("%s", o).isEmpty();
    goesOn(job, o, 2, how.equals("stream") ? Jdk.current() : Jdk.other());
  }

  /** Frames that can't be saved: named, and the job is saved when they are gone. */
  @ParameterizedTest
  @ValueSource(strings = {"converting", "initialiser"})
  void refusedFrames(String how) {
    Job job = Job.target("Pinned", how);
    Outcome o = leg(job).option("snapshot-at", "2").run().assertExit(0).assertNoStackTrace();
    assertThat(o.report().path("refusals")).as("%s", o).isNotEmpty();
    assertThat(o.agentLines().get(0)).as("%s", o).contains("no snapshot", "can't be saved");
    goesOn(job, o, 4, Jdk.other());
  }

  /** A snapshot was taken at this safe point or later, and leads to the plain program's end. */
  private void goesOn(Job job, Outcome o, long from, Jdk jdk) {
    String whole = plain(job, Jvm.light(Jdk.current()));
    assertThat(o.out()).isEqualTo(whole);
    JsonNode taken = o.report().path("snapshots").path(0);
    assertThat(taken.path("reached").asLong()).as("%s", o).isGreaterThanOrEqualTo(from);
    Outcome rest =
        leg(job)
            .on(jdk)
            .generations(folder.resolve("rest"))
            .option("resume", taken.path("file").asText())
            .run()
            .assertExit(0);
    assertThat(whole).as("%s", rest).endsWith(rest.out());
    assertThat(rest.out()).contains("after").doesNotContain("before");
  }

  /**
   * Another JDK may have another body of the method, where the frame's locals mean other things.
   */
  @Test
  void aJdkFrameFromAnotherRelease() {
    Job job = Job.target("Pinned", "sort");
    Outcome stopped = leg(job).option("stop-at", "2").run().assertExit(85);
    assertThat(stopped.report().path("refusals")).as("%s", stopped).isEmpty();
    String file = stopped.report().path("snapshots").path(0).path("file").asText();
    for (Jdk jdk : Jdk.all()) {
      Leg rest =
          leg(job).on(jdk).generations(folder.resolve("on" + jdk.feature())).option("resume", file);
      if (jdk.feature() == Jdk.current().feature()) {
        rest.run().assertExit(0);
      } else {
        Outcome refused = rest.run().assertExit(65).assertNoStackTrace();
        assertThat(refused.agentLines().get(0))
            .contains("stopped inside java.util.", "another method in this JDK");
      }
    }
  }

  @Test
  void fiveThousandFrames() {
    List<String> large = List.of("-Xss16m");
    new Pieces(Job.target("Deep", "5000"), folder, new Jvm(Jdk.current(), large))
        .cutAt(List.of(1L, 2L), i -> new Jvm(i == 1 ? Jdk.other() : Jdk.current(), large));
  }

  @Test
  void fiftyThousandFrames() {
    List<String> large = List.of("-Xss256m");
    new Pieces(Job.target("Deep", "50000"), folder, new Jvm(Jdk.current(), large))
        .cutAt(List.of(2L), i -> new Jvm(Jdk.current(), large));
  }

  @Test
  void aMillionNodes() {
    Jvm jvm = new Jvm(Jdk.current(), List.of("-XX:+UseSerialGC", "-Xmx1g"));
    new Pieces(Job.target("BigHeap", "1000000"), folder).cutAt(List.of(2L), i -> jvm);
  }

  /** Resuming changes nothing in the snapshot: it can be resumed again, with the same end. */
  @Test
  void sameSnapshotResumedTwice() {
    Random random = Seed.random("HardCasesIT fork");
    Job job = Jobs.MONTE_CARLO;
    Outcome stopped = leg(job).option("stop-at", 777).run().assertExit(85);
    String file = stopped.report().path("snapshots").path(0).path("file").asText();
    String whole = plain(job, Jvm.light(Jdk.current()));
    for (String name : List.of("first", "second")) {
      Outcome rest =
          leg(job)
              .on(Jvm.any(Jdk.other(), random))
              .generations(folder.resolve(name))
              .option("resume", file)
              .run()
              .assertExit(0);
      assertThat(stopped.out() + rest.out()).as("%s", rest).isEqualTo(whole);
    }
  }

  static List<Jdk> since21() {
    return Jdk.from(21);
  }

  /** Pattern switches and record patterns; only where a JDK on this machine knows them. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("since21")
  void modernJava(Jdk jdk) {
    Path source =
        Installation.ROOT.resolve(
            "test-apps/targets/src/main/java21/dev/cairn/targets/Modern.java");
    Path classes = SourceProgram.compileWith(jdk, folder, source);
    Job job =
        new Job(
            "dev.cairn.targets.Modern", List.of(), List.of(classes, Installation.ANNOTATIONS), "");
    Random random = Seed.random("HardCasesIT modern");
    Pieces pieces = new Pieces(job, folder, Jvm.light(jdk));
    pieces.cutAt(pieces.choose(8, random), i -> Jvm.any(jdk, random));
  }
}
