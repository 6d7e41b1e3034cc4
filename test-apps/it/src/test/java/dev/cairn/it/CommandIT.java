package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's first minutes with {@code cairn}, in a directory with a space in its name. */
class CommandIT {
  private static final Job JOB = Job.target("Counter", "4000000", "300");

  @TempDir Path temp;
  private Path folder;
  private Command cairn;

  @BeforeEach
  void openFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("my jobs"));
    cairn = new Command(folder);
  }

  private List<Path> generations() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ck"))) {
      return files.filter(p -> p.toString().endsWith(".cairn")).sorted().toList();
    }
  }

  /** What is proposed is taken, and is where the time goes. */
  @Test
  void loopsThatAProgramSpendsItsTimeIn() {
    Job job = Job.workload("legacy.Legacy", "3000000");
    String plain = new Leg(job, temp).plain().run().assertExit(0).out();
    Outcome o = cairn.run("loops", Command.javaArguments(job)).assertExit(0).assertNoStackTrace();
    assertThat(o.out()).isEqualTo(plain);
    assertThat(o.err()).contains("dev.cairn.workloads.legacy.Dispatcher#drain");
    Outcome explained =
        cairn
            .run("explain", "--loops", Command.proposedLoops(o), Command.javaArguments(job))
            .assertExit(0);
    assertThat(explained.err()).contains("Legacy");
  }

  /** A program that never ends is ended. */
  @Test
  void loopsOfAnEndlessProgram() {
    Outcome o =
        cairn
            .run(
                "loops",
                "--for",
                "2s",
                Command.javaArguments(Job.target("Counter", "4000000000", "300")))
            .assertExit(0);
    assertThat(o.err()).contains("dev.cairn.targets.Counter#");
  }

  @Test
  void runStopInspectResume() throws IOException {
    Running running =
        cairn.start("run", "--dir", "ck", "--every", "0", Command.javaArguments(JOB)).closeInput();
    String first = running.awaitOut("started") + "\n";
    // The script has made way for the job: the process is the JVM.
    Outcome stop = cairn.run("stop", running.pid()).assertExit(0);
    assertThat(stop.out()).startsWith("stopped: generation 1 ");
    Outcome stopped = running.end().assertExit(85).assertNoStackTrace();
    assertThat(stopped.out()).isEqualTo(first);
    assertThat(generations()).hasSize(1);
    String file = generations().get(0).toString();

    assertThat(cairn.run("snap", "ls", "ck").assertExit(0).out()).contains("1");
    assertThat(cairn.run("snap", "show", file).assertExit(0).out())
        .contains("dev.cairn.targets.Counter")
        .contains("Counter.java")
        .contains("turn");
    cairn.run("snap", "verify", file).assertExit(0);

    Path java = Jdk.other().java();
    Outcome rest = cairn.run("resume", file, "--jvm", java).assertExit(0);
    assertThat(first + rest.out()).isEqualTo(new Leg(JOB, temp).plain().run().out());
  }

  @Test
  void runGoesOnFromTheDirectory() {
    Object[] words = {"run", "--dir", "ck", Command.javaArguments(Job.target("Arrangement"))};
    Outcome stopped =
        cairn.run(
            "run", "--dir", "ck", "--stop-at", 5, Command.javaArguments(Job.target("Arrangement")));
    stopped.assertExit(85);
    Outcome rest = cairn.run(words).assertExit(0);
    assertThat(stopped.out() + rest.out())
        .isEqualTo(new Leg(Job.target("Arrangement"), temp).plain().run().out());
    Outcome again = cairn.run(words).assertExit(0);
    assertThat(again.out()).isEmpty();
    assertThat(again.err()).contains("finished");
  }

  @Test
  void exitCodePassesThrough() {
    cairn
        .run("run", "--dir", "ck", Command.javaArguments(Job.target("ExitsWith", "7")))
        .assertExit(7);
  }

  @Test
  void damagedSnapshotIsNamed() throws IOException {
    cairn.run(
        "run", "--dir", "ck", "--stop-at", 5, Command.javaArguments(Job.target("Arrangement")));
    Path file = generations().get(0);
    byte[] all = Files.readAllBytes(file);
    all[all.length / 2] ^= 4;
    Files.write(file, all);
    Outcome o = cairn.run("snap", "verify", file).assertExit(65).assertNoStackTrace();
    assertThat(o.out() + o.err()).contains(file.getFileName().toString());
    cairn.run("resume", file).assertExit(65).assertNoStackTrace();
  }

  @Test
  void unknownCommandIsUsage() {
    Outcome o = cairn.run("rum").assertExit(64).assertNoStackTrace();
    assertThat(o.err()).contains("rum").contains("run");
  }

  @Test
  void helpIsHelp() {
    assertThat(cairn.run("--help").assertExit(0).out()).contains("run", "resume", "stop", "snap");
  }

  @Test
  void demo() {
    Outcome o = cairn.run("demo").assertExit(0).assertNoStackTrace();
    assertThat(o.out()).contains("digest");
  }
}
