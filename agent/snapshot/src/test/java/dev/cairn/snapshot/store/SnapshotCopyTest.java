package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.StoreException;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import dev.cairn.snapshot.heap.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCopyTest {
  @TempDir Path dir;

  private Path generation(Object... state) {
    try (GenerationStore store = GenerationStore.open(dir.resolve("from"), 9)) {
      return store.write(Snapshots.content(Snapshots.capture(List.of(), state))).file();
    }
  }

  private static void same(Path a, Path b) {
    assertThat(SnapshotDiff.firstDifference(SnapshotGraph.read(a), SnapshotGraph.read(b))).isNull();
    assertThat(SnapshotFile.verify(b).stateDigest())
        .isEqualTo(SnapshotFile.verify(a).stateDigest());
  }

  @Test
  void bothFormsHoldTheSame() throws Exception {
    Path generation = generation(new Random(1).ints(50_000).toArray(), "text", new int[100_000]);
    Path file = dir.resolve("one.cairn");
    Path raw = dir.resolve("raw.cairn");
    SnapshotCopy.toFile(generation, file, Compression.DEFAULT);
    SnapshotCopy.toFile(file, raw, Compression.RAW);
    same(generation, file);
    same(generation, raw);
    assertThat(Files.size(raw)).isGreaterThan(Files.size(file) + 50_000);
    assertThat(Files.size(file)).isLessThan(300_000);
    assertThat(Snapshots.restore(file).get(1)).isEqualTo("text");

    Path there = dir.resolve("to");
    Generation back =
        SnapshotCopy.toDirectory(file, there, there.resolve("chunks"), Compression.FAST, null);
    same(generation, back.file());
    assertThat(back.number()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                SnapshotCopy.toDirectory(
                    file, there, there.resolve("chunks"), Compression.FAST, null))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is there already");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void onlyMissingChunksAreCopied() {
    int[] state = new Random(1).ints(500_000).toArray();
    Path first = generation(state);
    Path to = dir.resolve("to");
    SnapshotCopy.toDirectory(first, to, to.resolve("chunks"), Compression.RAW, null);
    state[1000]++;
    Path second = generation(state);
    Generation g =
        SnapshotCopy.toDirectory(second, to, to.resolve("chunks"), Compression.RAW, null);
    assertThat(g.bytes()).isLessThan(100_000);
    same(second, g.file());
  }

  @Test
  void oldFilesBecomeGenerations() {
    Path old = Path.of("src/test/resources/golden/format-1.0.cairn");
    Path to = dir.resolve("to");
    Generation g = SnapshotCopy.toDirectory(old, to, to.resolve("chunks"), Compression.RAW, null);
    assertThat(SnapshotDiff.firstDifference(SnapshotGraph.read(old), SnapshotGraph.read(g.file())))
        .isNull();
    assertThat(SnapshotFile.verify(g.file()).major()).isEqualTo(3);
  }

  @Test
  void aForkWithAnotherSeedDrawsOtherNumbers() {
    Path generation =
        generation(new Random(5), new SplittableRandom(6), new ArrayList<>(List.of("state")));
    List<List<Long>> drawn = new ArrayList<>();
    for (Long seed : new Long[] {null, 1L, 2L, 1L}) {
      Path fork = dir.resolve("fork" + drawn.size());
      Generation g =
          SnapshotCopy.toDirectory(
              generation, fork, dir.resolve("from/chunks"), Compression.RAW, seed);
      SnapshotFile.verify(g.file());
      List<Object> state = Snapshots.restore(g.file());
      assertThat(state.get(2)).isEqualTo(List.of("state"));
      drawn.add(
          List.of(
              ((Random) state.get(0)).nextLong(), ((SplittableRandom) state.get(1)).nextLong()));
    }
    assertThat(drawn.get(0))
        .containsExactly(new Random(5).nextLong(), new SplittableRandom(6).nextLong());
    assertThat(drawn.get(1)).isEqualTo(drawn.get(3));
    assertThat(jobSeed("fork0")).isEqualTo("11");
    assertThat(jobSeed("fork1")).isEqualTo(jobSeed("fork3")).isNotIn("11", jobSeed("fork2"));
    assertThat(Stream.of(drawn.get(0), drawn.get(1), drawn.get(2)).flatMap(List::stream))
        .doesNotHaveDuplicates();
  }

  /** What generators that are made after the fork begin with. */
  private String jobSeed(String fork) {
    Path file = GenerationStore.list(dir.resolve(fork)).get(0).file();
    return SnapshotFile.readHeader(file).host().more().get("seed");
  }

  @Test
  void aFailureAtAnyStepLeavesNoFile() throws Exception {
    Path generation = generation("text");
    FaultyDisk disk = new FaultyDisk();
    Path file = dir.resolve("one.cairn");
    for (int at = 0; ; at++) {
      disk.steps.clear();
      disk.failAt = at;
      try {
        SnapshotCopy.toFile(generation, file, Compression.DEFAULT, disk);
        assertThat(disk.steps.size()).isLessThanOrEqualTo(at);
        break;
      } catch (StoreException e) {
        if (Files.exists(file)) {
          SnapshotFile.verify(file);
        }
      }
    }
    same(generation, file);
  }
}
