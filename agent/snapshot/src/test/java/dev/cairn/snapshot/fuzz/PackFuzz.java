package dev.cairn.snapshot.fuzz;

import dev.cairn.snapshot.format.Resealed;
import dev.cairn.snapshot.format.SnapshotFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A good generation, and beside it a pack of any bytes, its checksums made right. */
public final class PackFuzz {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/format-2.1");
  private static final Path GENERATION = FuzzedFolder.at("pack/gen-00000001.cairn");
  private static final Path PACK =
      FuzzedFolder.at("pack/chunks/pack-00000000000000000000000000000000.chunks");

  private PackFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (!Files.exists(GENERATION)) {
      Files.createDirectories(PACK.getParent());
      Files.copy(GOLDEN.resolve("gen-00000001.cairn"), GENERATION);
    }
    byte[] pack = Resealed.pack(input);
    Files.write(PACK, pack);
    CleanReading.check(pack, () -> SnapshotFile.verify(GENERATION));
  }
}
