package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.Jvms;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.SnapshotFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that gets SIGKILL at one step of writing, pruning and collecting. A few steps, drawn
 * anew each time; all of them with {@code -Dcairn.kill=all}.
 */
class KilledWriterTest {
  private static final int DRAWN = 5;

  @TempDir Path dir;

  @Test
  void theNewestGoodGenerationIsWholeWheneverAWriterIsKilled() throws Exception {
    List<String> whole = run(dir.resolve("whole"), -1);
    int first = Integer.parseInt(whole.get(whole.size() - 2));
    int steps = Integer.parseInt(whole.get(whole.size() - 1));
    assertThat(steps).isGreaterThan(30);
    List<Integer> at = new ArrayList<>();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < (isAll() ? steps : DRAWN); i++) {
      at.add(isAll() ? i : random.nextInt(steps));
    }
    for (int step : at) {
      Path here = dir.resolve("killed-" + step);
      run(here, step);
      try (GenerationStore store = GenerationStore.open(here, 2)) {
        Newest newest = store.newestGood();
        assertThat(newest.skipped()).as("seed %d step %d", seed, step).isEmpty();
        if (step >= first) {
          assertThat(newest.generation()).as("step %d", step).isNotNull();
        }
        store.write(GenerationStoreTest.content(7));
        for (Generation g : store.generations()) {
          SnapshotFile.verify(g.file());
        }
      }
      assertThat(new ChunkCollector(here.resolve("chunks"), Disk.real()).collect().blocked())
          .isNull();
      try (Stream<Path> files = Files.walk(here)) {
        assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).as("step %d", step).isEmpty();
      }
      for (Generation g : GenerationStore.list(here)) {
        SnapshotFile.verify(g.file());
      }
    }
  }

  private static boolean isAll() {
    return "all".equals(System.getProperty("cairn.kill"));
  }

  private static List<String> run(Path here, int step) throws Exception {
    try {
      List<String> lines =
          Jvms.run(
              Jvms.current(),
              List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"),
              Writer.class,
              here.toString(),
              Integer.toString(step));
      assertThat(step).as("it was not killed").isNegative();
      return lines;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageStartingWith("exit 137");
      return List.of();
    }
  }

  /**
   * Writes four generations of which two are kept; kills itself at the given step. Prints the steps
   * until the first one is there, and all.
   */
  static final class Writer {
    public static void main(String[] args) throws Exception {
      KillingDisk disk = new KillingDisk(Disk.real(), Integer.parseInt(args[1]));
      Path here = Path.of(args[0]);
      try (GenerationStore store =
          GenerationStore.open(here, 2, here.resolve("chunks"), Compression.RAW, disk.disk())) {
        for (int i = 1; i <= 4; i++) {
          store.write(GenerationStoreTest.content(i));
          if (i == 1) {
            System.out.println(disk.steps());
          }
        }
      }
      System.out.println(disk.steps());
    }
  }
}
