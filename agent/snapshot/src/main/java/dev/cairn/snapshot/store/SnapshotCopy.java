package dev.cairn.snapshot.store;

import dev.cairn.snapshot.StoreException;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.PackWriter;
import dev.cairn.snapshot.format.SnapshotParts;
import dev.cairn.snapshot.format.SnapshotReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Copies snapshots between the two forms that they have, and between directories. */
public final class SnapshotCopy {
  private SnapshotCopy() {}

  /**
   * Writes a snapshot as one file that needs no other.
   *
   * @throws StoreException it can't be written
   */
  public static void toFile(Path snapshot, Path file, Compression compression) {
    toFile(snapshot, file, compression, Disk.real());
  }

  static void toFile(Path snapshot, Path file, Compression compression, Disk disk) {
    Path folder = file.toAbsolutePath().getParent();
    Path pack = file.resolveSibling("." + file.getFileName() + ".pack.tmp");
    Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
    try (SnapshotReader reader = SnapshotReader.open(snapshot)) {
      SnapshotParts parts =
          compression.level() == 0 ? SnapshotParts.unpacked(reader) : SnapshotParts.of(reader);
      try {
        try (Disk.Output out = disk.create(pack);
            PackWriter writer = new PackWriter(out, compression)) {
          parts.writeChunks(writer, id -> false);
          writer.finish();
        }
        try (Disk.Output out = disk.create(aside)) {
          parts.writeWhole(pack, out);
          out.force();
        }
        disk.rename(aside, file);
        if (folder != null) {
          disk.force(folder);
        }
      } finally {
        disk.delete(aside);
        disk.delete(pack);
      }
    } catch (IOException e) {
      throw GenerationStore.failed(file, "can't be written", e);
    }
  }

  /**
   * Copies a snapshot into a job's directory that no job runs in.
   *
   * @param chunks where its chunks are to lie
   * @param seed what to seed its random number generators with, or null to leave them
   * @return the generation, with the bytes that had to be copied
   * @throws StoreException there is such a generation, or it can't be written
   */
  public static Generation toDirectory(
      Path snapshot, Path directory, Path chunks, Compression compression, @Nullable Long seed) {
    try (SnapshotReader reader = SnapshotReader.open(snapshot);
        GenerationStore store =
            GenerationStore.open(directory, 1, chunks, compression, Disk.real())) {
      SnapshotParts parts =
          seed == null ? SnapshotParts.of(reader) : SnapshotParts.reseeded(reader, seed);
      return store.adopt(parts, reader.header().generation());
    }
  }
}
