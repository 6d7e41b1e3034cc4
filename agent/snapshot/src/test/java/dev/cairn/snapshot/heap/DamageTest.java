package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.SnapshotMissingException;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.Resealed;
import dev.cairn.snapshot.format.Rewritten;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import dev.cairn.snapshot.store.GenerationStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a file holds, there is one clean error, or none. */
class DamageTest {
  @TempDir Path dir;
  private Path file;
  private byte[] good;
  private Map<SectionId, byte[]> plain;

  @BeforeEach
  void write() throws Exception {
    file = dir.resolve("s.cairn");
    Object key = new Object();
    System.identityHashCode(key);
    Map<Object, Object> map = new HashMap<>(Map.of("k", 1, key, List.of(1, 2)));
    ThreadLocal<String> local = new ThreadLocal<>();
    local.set("here");
    Function<String, Integer> lambda = String::length;
    ByteBuffer direct = ByteBuffer.allocateDirect(16).putLong(9);
    int[][] arrays = {{1, 2, 3}, null};
    Snapshots.write(
        small(
            classes(),
            map,
            key,
            local,
            lambda,
            direct,
            direct.slice().asIntBuffer(),
            arrays,
            java.util.regex.Pattern.compile("a+"),
            "text\u20ac",
            DamageTest.class.getDeclaredMethods()[0].getReturnType()),
        file);
    good = Files.readAllBytes(file);
    plain = Rewritten.sections(file);
  }

  private static HeapImage small(List<Class<?>> classes, Object... locals) throws IOException {
    return Rewritten.small(Snapshots.capture(classes, locals));
  }

  private static List<Class<?>> classes() {
    return List.of(DamageTest.class);
  }

  @Test
  void everyFlippedByteIsFound() throws Exception {
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << (i % 8));
      Files.write(file, bad);
      assertThatThrownBy(() -> SnapshotFile.verify(file))
          .as("byte %d", i)
          .isInstanceOf(DamagedSnapshotException.class)
          .hasMessageContaining("damaged at byte")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> SnapshotFile.check(file))
          .as("byte %d, as before a resume", i)
          .isInstanceOf(DamagedSnapshotException.class);
    }
  }

  /** Checksums are compared before a resume, and the chunks' hashes by it. */
  @Test
  void aChunkThatIsNotWhatItsNameSaysIsNotRestored() throws Exception {
    int byHash = 0;
    for (int i = 0; i < good.length; i += 5) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << (i % 8));
      Files.write(file, Resealed.file(bad));
      if (catchThrowable(() -> SnapshotFile.check(file)) == null
          && catchThrowable(() -> SnapshotFile.verify(file)) != null) {
        Throwable refused = catchThrowable(() -> Snapshots.restore(file));
        assertThat(refused)
            .as("byte %d", i)
            .isInstanceOf(DamagedSnapshotException.class)
            .hasMessageNotContaining("\n");
        byHash += refused.getMessage().contains("is not as written") ? 1 : 0;
      }
    }
    assertThat(byHash).as("those that can be unpacked").isPositive();
  }

  /** The other form: a small file, and a pack of chunks. */
  @Test
  void everyFlippedOrMissingByteOfAGenerationIsFound() throws Exception {
    Path job = dir.resolve("job");
    Path generation;
    try (GenerationStore store = GenerationStore.open(job, 1)) {
      generation = store.write(Snapshots.content(small(classes(), "text", new int[99]))).file();
    }
    List<Path> parts = new ArrayList<>(List.of(generation));
    try (Stream<Path> files = Files.list(job.resolve("chunks"))) {
      files.filter(f -> f.toString().endsWith(".chunks")).forEach(parts::add);
    }
    assertThat(parts).hasSize(2);
    for (Path part : parts) {
      byte[] whole = Files.readAllBytes(part);
      for (int i = 0; i < whole.length; i++) {
        byte[] bad = whole.clone();
        bad[i] ^= (byte) (1 << (i % 8));
        Files.write(part, bad);
        assertThatThrownBy(() -> SnapshotFile.verify(generation))
            .as("byte %d of %s", i, part)
            .isInstanceOf(DamagedSnapshotException.class)
            .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> SnapshotFile.check(generation))
            .as("byte %d of %s, as before a resume", i, part)
            .isInstanceOf(DamagedSnapshotException.class);
        Files.write(part, Arrays.copyOf(whole, i));
        assertThatThrownBy(() -> SnapshotFile.verify(generation))
            .as("%d bytes of %s", i, part)
            .isInstanceOf(DamagedSnapshotException.class);
      }
      Files.write(part, whole);
    }
    SnapshotFile.verify(generation);
  }

  @Test
  void everyTruncationIsFound() throws Exception {
    for (int n = 0; n < good.length; n++) {
      Files.write(file, Arrays.copyOf(good, n));
      assertThatThrownBy(() -> SnapshotFile.verify(file))
          .as("%d bytes", n)
          .isInstanceOf(DamagedSnapshotException.class);
    }
    Files.write(file, Arrays.copyOf(good, good.length + 1));
    assertThatThrownBy(() -> SnapshotFile.verify(file))
        .isInstanceOf(DamagedSnapshotException.class);
  }

  @Test
  void aMissingFileIsCalledMissing() {
    assertThatThrownBy(() -> SnapshotFile.readHeader(dir.resolve("none")))
        .isInstanceOf(SnapshotMissingException.class);
  }

  @Test
  void aRightfulFileIsRead() throws Exception {
    Files.write(file, Rewritten.file(Rewritten.sections(file)));
    assertThat(SnapshotFile.verify(file).generation()).isEqualTo(3);
    assertThat(Snapshots.restore(file)).hasSize(10);
  }

  /** With right checksums: as a hostile writer would make it. */
  @Test
  void hostileBytesGiveOneCleanError() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SectionId[] attacked = {
      SectionId.FRAMES, SectionId.CLASSES, SectionId.TYPES, SectionId.ANCHORS, SectionId.LENGTHS,
      SectionId.DATA, SectionId.LOCALS, SectionId.HASHES, SectionId.RUNTIME, SectionId.JOB,
      SectionId.HOST
    };
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
      Map<SectionId, byte[]> sections = new EnumMap<>(plain);
      SectionId attack = attacked[random.nextInt(attacked.length)];
      byte[] bad = plain.get(attack).clone();
      sections.put(attack, bad);
      for (int k = 0; k <= random.nextInt(3); k++) {
        int i = random.nextInt(bad.length);
        bad[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xff);
      }
      Files.write(file, Rewritten.file(sections));
      List<Throwable> thrown = new ArrayList<>();
      thrown.add(catchThrowable(() -> SnapshotFile.verify(file)));
      thrown.add(catchThrowable(this::walkGraph));
      for (Throwable t : thrown) {
        if (t != null) {
          refused++;
          assertThat(t).as("seed %d round %d", seed, round).isInstanceOf(SnapshotException.class);
          assertThat(t.getMessage()).doesNotContain("\n");
        }
      }
    }
    assertThat(refused).isPositive();
  }

  private void walkGraph() {
    SnapshotGraph g = SnapshotGraph.read(file);
    for (int i = 1; i <= g.objectCount(); i++) {
      assertThat(g.object(i).fields().toString()).isNotEmpty();
    }
    assertThat(SnapshotDiff.firstDifference(g, g)).isNull();
  }

  /** Restoring too: but not the sections that would be put into this test's own JVM at once. */
  @Test
  void hostileHeapIsNotRestored() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SectionId[] attacked = {
      SectionId.CLASSES, SectionId.TYPES, SectionId.LENGTHS, SectionId.DATA, SectionId.FRAMES
    };
    for (int round = 0; round < 1500; round++) {
      Map<SectionId, byte[]> sections = new EnumMap<>(plain);
      SectionId attack = attacked[random.nextInt(attacked.length)];
      byte[] bad = plain.get(attack).clone();
      sections.put(attack, bad);
      int i = random.nextInt(bad.length);
      bad[i] = (byte) random.nextInt(256);
      Files.write(file, Rewritten.file(sections));
      Throwable t = catchThrowable(() -> Snapshots.restore(file));
      if (t != null) {
        assertThat(t)
            .as("seed %d round %d byte %d", seed, round, i)
            .isInstanceOf(SnapshotException.class);
      }
    }
  }
}
