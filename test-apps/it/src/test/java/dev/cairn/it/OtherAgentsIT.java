package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.SourceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other agents beside ours, and programs that bring what we, too, are built of. */
class OtherAgentsIT {
  @TempDir Path folder;

  private String jacoco() {
    Path agent = Installation.copied("agents").get(0);
    return "-javaagent:" + agent + "=destfile=" + folder.resolve("jacoco.exec");
  }

  private void stopAndResume(Job job, Leg first, Leg second) throws IOException {
    Outcome stopped = first.generations(folder.resolve("ck")).option("stop-at", 7).run();
    stopped.assertExit(85).assertNoStackTrace();
    Outcome rest = second.generations(folder.resolve("ck")).run();
    rest.assertExit(0).assertNoStackTrace();
    assertThat(stopped.out() + rest.out())
        .isEqualTo(new Leg(job, folder).plain().run().assertExit(0).out());
    assertThat(Files.size(folder.resolve("jacoco.exec"))).isPositive();
  }

  @Test
  void jacocoBefore() throws IOException {
    Job job = Job.target("Arrangement");
    stopAndResume(
        job, new Leg(job, folder).before(jacoco()), new Leg(job, folder).before(jacoco()));
  }

  @Test
  void jacocoAfter() throws IOException {
    Job job = Job.target("Arrangement");
    stopAndResume(job, new Leg(job, folder).after(jacoco()), new Leg(job, folder).after(jacoco()));
  }

  private Job bundled(String... used) throws IOException {
    List<Path> libraries = Installation.copied("bundled");
    Path source = Installation.ROOT.resolve("test-apps/it/src/test/programs/Bundled.java");
    Path classes = SourceProgram.compile(folder, "Bundled", Files.readString(source), libraries);
    List<Path> classPath = new ArrayList<>(List.of(classes, Installation.ANNOTATIONS));
    classPath.addAll(libraries);
    return new Job("Bundled", List.of(used), classPath, "");
  }

  /** Ours are never seen in their place. */
  @Test
  void librariesOfItsOwn() throws IOException {
    Job job = bundled("asm", "kryo", "buddy");
    String whole = new Leg(job, folder).plain().run().assertExit(0).out();
    Outcome o = new Leg(job, folder).option("snapshot-at", "3:9").run().assertExit(0);
    assertThat(o.assertNoStackTrace().out()).isEqualTo(whole);
    assertThat(o.err()).doesNotContain("defect");
  }

  @Test
  void anAsmOfItsOwnMoves() throws IOException {
    new Pieces(bundled("asm"), folder)
        .cutAt(List.of(3L, 9L), i -> Jvm.light(i % 2 == 0 ? Jdk.current() : Jdk.other()));
  }
}
