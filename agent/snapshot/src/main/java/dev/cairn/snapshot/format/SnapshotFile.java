package dev.cairn.snapshot.format;

import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** Reads and writes snapshot files. Thread-safe: no state. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SnapshotFile {
  private SnapshotFile() {}

  /**
   * Reads what the snapshot says of itself; the heap is not read.
   *
   * @throws dev.cairn.snapshot.SnapshotMissingException no such file
   * @throws dev.cairn.snapshot.DamagedSnapshotException what was read is damaged
   */
  public static Header readHeader(Path file) {
    throw new UnsupportedOperationException("not built yet: " + file);
  }

  /**
   * Reads all of the file and checks every checksum and the state digest.
   *
   * @throws dev.cairn.snapshot.SnapshotMissingException no such file
   * @throws dev.cairn.snapshot.DamagedSnapshotException any byte is not as written
   */
  public static Header verify(Path file) {
    throw new UnsupportedOperationException("not built yet: " + file);
  }

  /** Writes a whole file into {@code out}; does not sync or close it. */
  public static void write(SnapshotContent content, long generation, WritableByteChannel out)
      throws java.io.IOException {
    throw new UnsupportedOperationException("not built yet: " + content + generation + out);
  }
}
