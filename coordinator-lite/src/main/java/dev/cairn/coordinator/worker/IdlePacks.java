package dev.cairn.coordinator.worker;

import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.ChunkDirectory;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Packs of chunks that hold nothing of a generation: left from older ones, they would be hashed and
 * sent with each move for nothing.
 */
final class IdlePacks {
  private IdlePacks() {}

  /**
   * The names of those files. None where the generation can't be read: who verifies it tells why.
   *
   * @param packs the directory of packs beside the generation
   * @throws IOException the packs can't be read
   */
  static Set<String> of(Path packs, Path generation) throws IOException {
    Set<String> idle = new HashSet<>();
    try (ChunkDirectory directory = ChunkDirectory.open(packs)) {
      for (ChunkDirectory.Use use : directory.uses(SnapshotFile.chunksIn(packs, generation))) {
        if (use.wanted() == 0) {
          idle.add(use.file().getFileName().toString());
        }
      }
    } catch (SnapshotException e) {
      return Set.of();
    }
    return idle;
  }
}
