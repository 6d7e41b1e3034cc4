package dev.cairn.coordinator.files;

import java.io.IOException;

/** Where chunks come from. */
@FunctionalInterface
public interface ChunkSource {
  /** The bytes of a chunk, which are those of its id. */
  byte[] read(String id) throws IOException;
}
