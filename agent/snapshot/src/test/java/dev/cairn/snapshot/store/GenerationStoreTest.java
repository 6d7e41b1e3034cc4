package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.snapshot.DirectoryInUseException;
import dev.cairn.snapshot.Jvms;
import dev.cairn.snapshot.StoreException;
import dev.cairn.snapshot.format.SnapshotContent;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.heap.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationStoreTest {
  @TempDir Path dir;

  /** After every test: nothing half-written is ever left under a generation's name. */
  @AfterEach
  void everyGenerationVerifies() throws Exception {
    if (!damageOnPurpose) {
      for (Generation g : GenerationStore.list(dir)) {
        SnapshotFile.verify(g.file());
      }
    }
  }

  private boolean damageOnPurpose;

  static SnapshotContent content(int state) {
    return Snapshots.content(Snapshots.capture(List.of(), List.of(state, "state")));
  }

  private List<Long> numbers() {
    return GenerationStore.list(dir).stream().map(Generation::number).toList();
  }

  @Test
  void keepsTheNewestAndPrunesAfterwards() {
    try (GenerationStore store = GenerationStore.open(dir, 2)) {
      assertThat(store.newestGood().generation()).isNull();
      for (int i = 1; i <= 4; i++) {
        assertThat(store.write(content(i)).number()).isEqualTo(i);
        assertThat(store.newestGood().header().generation()).isEqualTo(i);
      }
      assertThat(numbers()).containsExactly(3L, 4L);
      assertThat(store.takeWarnings()).isEmpty();
    }
  }

  @Test
  void skipsDamagedGenerationsAndSaysSo() throws Exception {
    damageOnPurpose = true;
    try (GenerationStore store = GenerationStore.open(dir, 3)) {
      store.write(content(1));
      Generation second = store.write(content(2));
      Generation third = store.write(content(3));
      Files.write(third.file(), new byte[10]);
      byte[] torn = Files.readAllBytes(second.file());
      torn[torn.length - 1] ^= 1;
      Files.write(second.file(), torn);
      Newest newest = store.newestGood();
      assertThat(newest.generation().number()).isEqualTo(1);
      assertThat(newest.skipped())
          .hasSize(2)
          .first()
          .asString()
          .startsWith("generation 3 is skipped: ")
          .contains("gen-00000003.cairn: damaged at byte");
      // The good one is not pruned in favour of damaged ones.
      store.write(content(4));
      assertThat(numbers()).containsExactly(1L, 4L);
    }
  }

  /** It may be whole: going on from an older one would let it be removed. */
  @Test
  void aGenerationThatCannotBeReadIsNoDamagedOne() throws Exception {
    damageOnPurpose = true;
    try (GenerationStore store = GenerationStore.open(dir, 2)) {
      store.write(content(1));
      Path second = Files.createDirectory(dir.resolve("gen-00000002.cairn")); // reads: EISDIR
      assertThatThrownBy(store::newestGood)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("gen-00000002.cairn");
      assertThat(second).exists();
    }
  }

  @Test
  void aFreshStartKeepsTheOldOnesUntilTheFirstNewOneIsDurable() {
    try (GenerationStore store = GenerationStore.open(dir, 2)) {
      store.write(content(1));
      store.write(content(2));
      store.markDone(new Done(3, null, 5));
      store.startFresh();
      assertThat(store.done()).isNull();
      assertThat(store.generations()).isEmpty();
      assertThat(store.newestGood().generation()).isNull();
      assertThat(numbers()).containsExactly(1L, 2L);
      assertThat(store.write(content(3)).number()).isEqualTo(3);
      assertThat(numbers()).containsExactly(3L);
    }
  }

  @Test
  void remembersThatTheJobIsDone() throws Exception {
    try (GenerationStore store = GenerationStore.open(dir, 2)) {
      assertThat(store.done()).isNull();
      store.markDone(new Done(-1, "00ff", 1234));
      assertThat(store.done()).isEqualTo(new Done(-1, "00ff", 1234));
      store.markDone(new Done(7, null, 1));
      assertThat(store.done()).isEqualTo(new Done(7, null, 1));
      assertThat(dir.resolve("done.json")).content().startsWith("{\"exit\":7,");
      Files.writeString(dir.resolve("done.json"), "{\"exit\":7");
      assertThatThrownBy(store::done).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void oneProcessHoldsTheDirectory() throws Exception {
    try (GenerationStore store = GenerationStore.open(dir, 2)) {
      assertThatThrownBy(() -> GenerationStore.open(dir, 2))
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
      assertThat(Jvms.run(Jvms.current(), List.of(), OtherProcess.class, dir.toString()))
          .contains("pid " + ProcessHandle.current().pid());
      assertThat(store.generations()).isEmpty();
    }
    GenerationStore.open(dir, 2).close();
  }

  /** Tries to open a store that another process holds. */
  static final class OtherProcess {
    public static void main(String[] args) {
      try {
        GenerationStore.open(Path.of(args[0]), 2);
      } catch (DirectoryInUseException e) {
        System.out.println("pid " + e.pid());
      }
    }
  }

  @Test
  void aFailureAtAnyStepLeavesTheFormerGenerations() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    int failed = 0;
    for (int at = 0; ; at++) {
      Path here = Files.createDirectories(dir.resolveSibling(dir.getFileName() + "-" + at));
      try (GenerationStore first = GenerationStore.open(here, 2)) {
        first.write(content(1));
        first.write(content(2));
      }
      disk.failAt = -1;
      Throwable thrown;
      List<String> warnings;
      List<Generation> left;
      try (GenerationStore store = GenerationStore.open(here, 2, disk)) {
        disk.steps.clear();
        disk.failAt = at;
        thrown = catchThrowable(() -> store.write(content(3)));
        warnings = store.takeWarnings();
        boolean reached = disk.steps.size() > at;
        disk.failAt = -1;
        left = GenerationStore.list(here);
        String step = reached ? disk.steps.get(at) : "none";
        for (Generation g : left) {
          SnapshotFile.verify(g.file());
        }
        try (Stream<Path> files = Files.list(here)) {
          assertThat(files.filter(f -> f.getFileName().toString().endsWith(".tmp")))
              .as(step)
              .isEmpty();
        }
        if (!reached) {
          assertThat(thrown).isNull();
          assertThat(left).extracting(Generation::number).containsExactly(2L, 3L);
          break;
        }
        List<String> done = disk.steps.subList(0, at);
        int size = done.lastIndexOf("size");
        if (size > done.indexOf("rename gen-00000003.cairn")
            && size > 0
            && done.contains("rename gen-00000003.cairn")) {
          // durable already: the job is not told of a failure
          assertThat(thrown).isNull();
          assertThat(warnings).as(step).hasSize(1).first().asString().contains("can't be removed");
        } else {
          failed++;
          assertThat(thrown).as(step).isInstanceOf(StoreException.class);
          assertThat(thrown).as(step).hasMessageContaining("make room on that disk");
          assertThat(left).extracting(Generation::number).as(step).contains(1L, 2L);
          if (left.size() == 2) { // a full disk gets its room back
            try (Stream<Path> packs = Files.list(here.resolve("chunks"))) {
              assertThat(packs.filter(f -> f.toString().endsWith(".chunks"))).as(step).hasSize(2);
            }
          }
        }
      }
    }
    assertThat(failed).isGreaterThan(5);
  }

  @Test
  void leftOversOfAKilledProcessAreRemoved() throws Exception {
    Files.writeString(dir.resolve(".gen-00000001.cairn.tmp"), "torn");
    Files.writeString(dir.resolve(".done.json.tmp"), "torn");
    Files.writeString(dir.resolve("other.txt"), "not ours");
    try (GenerationStore store = GenerationStore.open(dir, 2)) {
      assertThat(store.generations()).isEmpty();
    }
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("cairn.lock", "other.txt");
    }
  }

  @Test
  void anUnusableDirectoryIsAClearError() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThatThrownBy(() -> GenerationStore.open(file.resolve("below"), 2))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("can't be used as a directory of generations")
        .hasMessageNotContaining("\n");
  }
}
