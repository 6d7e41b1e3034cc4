package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.Jvms;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.heap.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code snap gc} gets SIGKILL at one step of its work. A few steps, drawn anew each time; all of
 * them with {@code -Dcairn.kill=all}.
 */
class KilledCollectorTest {
  private static final int DRAWN = 3;

  @TempDir Path dir;

  @Test
  void noLiveChunkIsLostWheneverACollectorIsKilled() throws Exception {
    Path whole = prepared("whole");
    assertThat(packs(whole)).hasSize(2);
    int steps = collect(whole, -1);
    assertThat(packs(whole)).as("what lives was moved").hasSize(2);
    assertThat(steps).isGreaterThan(10);
    long seed = System.nanoTime();
    List<Integer> at =
        "all".equals(System.getProperty("cairn.kill"))
            ? IntStream.range(0, steps).boxed().toList()
            : new Random(seed).ints(DRAWN, 0, steps).boxed().toList();
    for (int step : at) {
      Path here = prepared("killed-" + step);
      collect(here, step);
      verify(here, "seed " + seed + " step " + step);
      assertThat(new ChunkCollector(here.resolve("chunks"), Disk.real()).collect().blocked())
          .as("seed %d step %d", seed, step)
          .isNull();
      verify(here, "seed " + seed + " step " + step + ", collected again");
      try (Stream<Path> files = Files.walk(here)) {
        assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).as("step %d", step).isEmpty();
      }
    }
  }

  /** A directory of which one pack is mostly dead, so that what lives in it is to be moved. */
  private Path prepared(String name) throws Exception {
    Path here = dir.resolve(name + "-" + System.nanoTime());
    long[] state = new Random(1).longs(100_000).toArray();
    try (GenerationStore store =
        GenerationStore.open(here, 9, here.resolve("chunks"), Compression.RAW, Disk.real())) {
      store.write(Snapshots.content(Snapshots.capture(List.of(), state)));
      for (int i = 20_000; i < state.length; i++) {
        state[i]++;
      }
      store.write(Snapshots.content(Snapshots.capture(List.of(), state)));
      Files.delete(here.resolve("gen-00000001.cairn"));
    }
    return here;
  }

  private static List<Path> packs(Path here) throws Exception {
    try (Stream<Path> files = Files.list(here.resolve("chunks"))) {
      return files.filter(f -> f.toString().endsWith(".chunks")).toList();
    }
  }

  private static void verify(Path here, String when) {
    List<Generation> all = GenerationStore.list(here);
    assertThat(all).as(when).hasSize(1);
    SnapshotFile.verify(all.get(0).file());
  }

  /** Collects in a JVM of its own; gives its steps where it is not killed. */
  private static int collect(Path here, int step) throws Exception {
    List<String> lines = new ArrayList<>();
    try {
      lines =
          Jvms.run(
              Jvms.current(),
              List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"),
              Collector.class,
              here.toString(),
              Integer.toString(step));
      assertThat(step).as("it was not killed").isNegative();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageStartingWith("exit 137");
    }
    return lines.isEmpty() ? 0 : Integer.parseInt(lines.get(lines.size() - 1));
  }

  /** What {@code snap gc} does. */
  static final class Collector {
    public static void main(String[] args) throws Exception {
      KillingDisk disk = new KillingDisk(Disk.real(), Integer.parseInt(args[1]));
      new ChunkCollector(Path.of(args[0]).resolve("chunks"), disk.disk()).collect();
      System.out.println(disk.steps());
    }
  }
}
