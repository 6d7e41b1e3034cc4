package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.heap.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks that several generations and jobs share. */
class ChunkStoreTest {
  @TempDir Path dir;
  private Path chunks;
  private Path a;
  private Path b;

  @BeforeEach
  void paths() {
    chunks = dir.resolve("chunks");
    a = dir.resolve("a");
    b = dir.resolve("b");
  }

  private GenerationStore open(Path job, int keep) {
    return GenerationStore.open(job, keep, chunks, Compression.FAST, Disk.real());
  }

  private static long[] numbers(int n, long seed) {
    return new Random(seed).longs(n).toArray();
  }

  private static Generation write(GenerationStore store, Object state) {
    return store.write(Snapshots.content(Snapshots.capture(List.of(), state)));
  }

  private static List<Path> packs(Path chunks) throws IOException {
    try (Stream<Path> files = Files.list(chunks)) {
      return files.filter(f -> f.toString().endsWith(".chunks")).sorted().toList();
    }
  }

  private static void verifyAll(Path... jobs) {
    for (Path job : jobs) {
      for (Generation g : GenerationStore.list(job)) {
        SnapshotFile.verify(g.file());
      }
    }
  }

  @Test
  void whatDidNotChangeIsNotWrittenAgain() throws Exception {
    long[] state = numbers(200_000, 1);
    try (GenerationStore store = open(a, 9)) {
      long first = write(store, state).bytes();
      for (int i = 0; i < 20_000; i++) {
        state[50_000 + i]++;
      }
      long changed = write(store, state).bytes();
      long same = write(store, state).bytes();
      long asAtFirst = write(store, numbers(200_000, 1)).bytes();
      // Asked at the end: a snapshot holds the hashes of the classes that this JVM has loaded so
      // far, and the first assertion of a kind loads some.
      // 1.6 MB of numbers, and these hashes: some 100 KB
      assertThat(first).isBetween(1_600_000L, 1_900_000L);
      assertThat(changed).isBetween(150_000L, first * 13 / 100);
      assertThat(same).isLessThan(20_000);
      assertThat(asAtFirst).as("as at first").isLessThan(20_000);
    }
    verifyAll(a);
  }

  @Test
  void anotherJobSharesThem() throws Exception {
    try (GenerationStore first = open(a, 2);
        GenerationStore second = open(b, 2)) {
      write(first, numbers(100_000, 1));
      assertThat(write(second, numbers(100_000, 1)).bytes()).isLessThan(20_000);
      write(first, numbers(100_000, 2));
      write(first, numbers(100_000, 3)); // removes its first, which the other still needs
      verifyAll(a, b);
      write(second, numbers(10, 4));
      write(second, numbers(10, 5));
      verifyAll(a, b);
    }
    assertThat(new ChunkCollector(chunks, Disk.real()).collect().blocked()).isNull();
    long size = 0;
    for (Path pack : packs(chunks)) {
      size += Files.size(pack);
    }
    assertThat(size).as("two generations of 800 kB are left").isBetween(1_600_000L, 1_750_000L);
  }

  @Test
  void aDirectoryThatIsNotThereKeepsEverything() throws Exception {
    try (GenerationStore store = open(a, 1)) {
      write(store, numbers(1000, 1));
    }
    Path away = dir.resolve("moved away");
    Files.move(a, away);
    Collection c = new ChunkCollector(chunks, Disk.real()).collect();
    assertThat(c.blocked()).contains("cairn snap gc --forget " + a);
    Files.move(away, a);
    verifyAll(a);
    Files.move(a, away);
    new References(chunks, Disk.real()).remove(a);
    assertThat(new ChunkCollector(chunks, Disk.real()).collect().packs()).isEqualTo(1);
  }

  @Test
  void aSnapshotThatCannotBeReadKeepsEverything() throws Exception {
    try (GenerationStore store = open(a, 1)) {
      write(store, numbers(1000, 1));
    }
    Files.writeString(a.resolve("odd.cairn"), "torn");
    assertThat(new ChunkCollector(chunks, Disk.real()).collect().blocked()).contains("odd.cairn");
    verifyAll(a);
  }

  @Test
  void aWriterKeepsTheCollectorOut() throws Exception {
    try (GenerationStore store = open(a, 1)) {
      write(store, numbers(1000, 1));
    }
    Disk.Hold writing =
        Objects.requireNonNull(Disk.real().lockShared(chunks.resolve("chunks.lock")));
    assertThat(new ChunkCollector(chunks, Disk.real()).collect().blocked()).contains("written to");
    writing.close();
    assertThat(new ChunkCollector(chunks, Disk.real()).collect().blocked()).isNull();
  }

  @Test
  void afterDamageTheNextGenerationReliesOnNothingThatWasThere() throws Exception {
    try (GenerationStore store = open(a, 2)) {
      write(store, numbers(1000, 1));
    }
    Path pack = packs(chunks).get(0);
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 3] ^= 4;
    Files.write(pack, bytes);
    assertThatThrownBy(() -> verifyAll(a))
        .isInstanceOf(DamagedSnapshotException.class)
        .hasMessageContaining(pack.getFileName().toString());
    try (GenerationStore store = open(a, 2)) {
      assertThat(store.newestGood().skipped()).hasSize(1);
      write(store, numbers(1000, 1));
      assertThat(store.newestGood().generation().number()).isEqualTo(2);
    }
    verifyAll(a);
  }

  @Test
  void aMissingPackIsACleanError() throws Exception {
    try (GenerationStore store = open(a, 2)) {
      write(store, numbers(1000, 1));
    }
    Files.move(chunks, dir.resolve("elsewhere"));
    assertThatThrownBy(() -> verifyAll(a))
        .isInstanceOf(DamagedSnapshotException.class)
        .hasMessageContaining("is not in " + chunks)
        .hasMessageNotContaining("\n");
    Files.move(dir.resolve("elsewhere"), chunks, StandardCopyOption.ATOMIC_MOVE);
    verifyAll(a);
  }

  /** Jobs that write, jobs that read, and a collector, all at once. */
  @Test
  void concurrentWritersLoseNothing() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        int job = k;
        Callable<Void> writer =
            () -> {
              Random random = new Random(job);
              try (GenerationStore store = open(dir.resolve("job" + job), 1 + job)) {
                for (int i = 0; i < 12; i++) {
                  // few states: what one job has dropped is soon wanted by another
                  write(store, numbers(2000, random.nextInt(4)));
                  verifyAll(dir.resolve("job" + job));
                }
              }
              return null;
            };
        all.add(pool.submit(writer));
      }
      all.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 40; i++) {
                  if (Files.isDirectory(chunks)) {
                    new ChunkCollector(chunks, Disk.real()).collect();
                  }
                }
                return null;
              }));
      for (Future<Void> f : all) {
        f.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(new ChunkCollector(chunks, Disk.real()).collect().blocked()).isNull();
    verifyAll(dir.resolve("job0"), dir.resolve("job1"), dir.resolve("job2"));
  }

  /** A failing step of a collection loses nothing, whichever it is. */
  @Test
  void aCollectionThatFailsAtAnyStepLosesNothing() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    boolean moved = false;
    for (int at = 0; ; at++) {
      Path here = dir.resolve("run" + at);
      Path packs = here.resolve("chunks");
      long[] state = numbers(100_000, 1);
      try (GenerationStore store =
          GenerationStore.open(here, 9, packs, Compression.RAW, Disk.real())) {
        write(store, state);
        for (int i = 20_000; i < 100_000; i++) {
          state[i]++;
        }
        write(store, state); // most of the first pack is dead when the first generation goes
        Files.delete(here.resolve("gen-00000001.cairn"));
      }
      disk.steps.clear();
      disk.failAt = at;
      String step;
      try {
        new ChunkCollector(packs, disk).collect();
        if (disk.steps.size() <= at) {
          assertThat(packs(packs)).hasSize(2);
          break;
        }
        step = disk.steps.get(at);
      } catch (IOException e) {
        step = disk.steps.get(at);
      }
      moved |= step.startsWith("rename pack-");
      disk.failAt = -1;
      verifyAll(here);
      new ChunkCollector(packs, disk).collect();
      verifyAll(here);
      try (Stream<Path> files = Files.list(packs)) {
        assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).as(step).isEmpty();
      }
    }
    assertThat(moved).isTrue();
  }
}
