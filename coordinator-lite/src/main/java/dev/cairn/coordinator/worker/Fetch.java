package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.files.ChunkSource;
import java.io.IOException;

/** Fetches a job's files, and counts where they come from. Used by one thread. */
final class Fetch implements ChunkSource {
  private final ChunkSource coordinator;
  private long fromCoordinator;

  Fetch(ChunkSource coordinator) {
    this.coordinator = coordinator;
  }

  @Override
  public byte[] read(String id) throws IOException {
    byte[] bytes = coordinator.read(id);
    fromCoordinator += bytes.length;
    return bytes;
  }

  /** What was fetched so far. */
  Move.Bytes bytes() {
    return new Move.Bytes(0, 0, fromCoordinator);
  }
}
