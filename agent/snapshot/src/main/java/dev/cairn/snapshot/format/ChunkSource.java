package dev.cairn.snapshot.format;

import java.io.IOException;

/** Where chunks are read from. Not thread-safe. */
interface ChunkSource extends AutoCloseable {
  boolean has(ChunkId id);

  /**
   * Reads a chunk into the first {@code plain} bytes of {@code to}; its stored form's checksum is
   * right then.
   *
   * @return false where it is not here
   * @throws dev.cairn.snapshot.DamagedSnapshotException it is damaged
   */
  boolean read(ChunkId id, int plain, byte[] to) throws IOException;

  /**
   * Compares the checksum of a chunk's stored form.
   *
   * @return false where it is not here
   * @throws dev.cairn.snapshot.DamagedSnapshotException it is damaged
   */
  boolean check(ChunkId id, int plain) throws IOException;

  /**
   * Copies a chunk as it is stored.
   *
   * @return false where it is not here
   */
  boolean copy(ChunkId id, PackWriter to) throws IOException;

  @Override
  void close() throws IOException;
}
