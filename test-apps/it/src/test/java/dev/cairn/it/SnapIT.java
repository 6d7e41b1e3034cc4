package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.SourceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cairn snap pin|fork|diff|gc}, as a user comes to them one after the other. */
class SnapIT {
  private static final String DRAWS =
      """
      import dev.cairn.annotations.CheckpointLoop;
      import java.util.*;

      class Draws {
        static final Random RANDOM = new Random(42);
        final int[] sums = new int[3];

        public static void main(String[] args) {
          new Draws().run();
        }

        void run() {
          for (@CheckpointLoop int i = 0; i < 30; i++) {
            sums[i % 3] += RANDOM.nextInt(1000000);
            System.out.println(i + " " + Arrays.toString(sums));
          }
        }
      }
      """;

  @TempDir Path folder;
  private Job job;
  private Command cairn;

  @BeforeEach
  void compile() {
    job = SourceProgram.job(folder, "Draws", DRAWS);
    cairn = new Command(folder);
  }

  private Outcome run(Object... options) {
    return cairn
        .run("run", "--dir", "ck", List.of(options), Command.javaArguments(job))
        .assertNoStackTrace();
  }

  @Test
  void aPinnedGenerationIsForkedAndComparedAndOutlivesAFork() throws IOException {
    run("--keep", 1, "--stop-at", 20).assertExit(85);
    assertThat(snap("pin", "ck").assertExit(0).out()).contains("gen-00000001.cairn: pinned");
    assertThat(snap("fork", "--seed", 7, "ck", "a", "b").assertExit(0).out())
        .contains("a: cairn resume a", "b: cairn resume b");
    assertThat(snap("diff", "ck", "a").assertExit(1).out())
        .matches("static Draws\\.RANDOM\\.seed\\.value \\d+ != \\d+\\R");

    remove(folder.resolve("b"));
    assertThat(snap("gc", "--forget", "b", "ck/chunks").assertExit(0).out()).contains("freed");

    // The job goes on as it would have; its fork draws other numbers from the same state on.
    List<String> own = run("--keep", 1, "--stop-at", 5).assertExit(85).out().lines().toList();
    assertThat(folder.resolve("ck/gen-00000001.cairn")).exists();
    Outcome fork = cairn.run("resume", "a").assertExit(0).assertNoStackTrace();
    List<String> other = fork.out().lines().limit(5).toList();
    assertThat(own).hasSize(5);
    assertThat(own.get(0)).startsWith("20 [");
    assertThat(other.get(0)).startsWith("20 [").isNotEqualTo(own.get(0));
    assertThat(fork.out().lines()).hasSize(10);
  }

  private Outcome snap(Object... words) {
    return cairn.run("snap", List.of(words)).assertNoStackTrace();
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path p : deepestFirst) {
        Files.delete(p);
      }
    }
  }
}
