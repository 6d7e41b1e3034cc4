package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdlePacksTest {
  private static final Path GOLDEN = Path.of("../agent/snapshot/src/test/resources/golden");

  @TempDir Path ck;
  private final Path generation = GOLDEN.resolve("format-3.0/gen-00000001.cairn");

  /** A generation that looks for its chunks beside it. */
  private Path generation() throws IOException {
    return Files.copy(generation, ck.resolve("gen-00000001.cairn"));
  }

  private static List<Path> packsOf(String format) throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN.resolve(format + "/chunks"))) {
      return files.filter(f -> f.toString().endsWith(".chunks")).toList();
    }
  }

  private void put(List<Path> files) throws IOException {
    Path chunks = Files.createDirectories(ck.resolve("chunks"));
    for (Path file : files) {
      Files.copy(file, chunks.resolve(file.getFileName()));
    }
  }

  @BeforeEach
  void its() throws IOException {
    put(packsOf("format-3.0"));
  }

  @Test
  void whatIsNeededIsNotIdle() throws IOException {
    assertThat(IdlePacks.of(ck.resolve("chunks"), generation())).isEmpty();
  }

  /** Each chunk is there twice, and needed once. */
  @Test
  void whatAnotherPackHoldsTooIsIdle() throws IOException {
    Path pack = packsOf("format-3.0").get(0);
    Path twin = ck.resolve("chunks/pack-00000000000000000000000000000000.chunks");
    Files.copy(pack, twin);
    assertThat(IdlePacks.of(ck.resolve("chunks"), generation()))
        .containsExactly(pack.getFileName().toString());
  }

  @Test
  void ofAGenerationThatCannotBeReadAllGoesAlong() throws IOException {
    Path broken = Files.writeString(ck.resolve("gen-00000001.cairn"), "none");
    assertThat(IdlePacks.of(ck.resolve("chunks"), broken)).isEmpty();
  }
}
