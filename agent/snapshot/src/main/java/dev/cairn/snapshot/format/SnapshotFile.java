package dev.cairn.snapshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Reads and writes snapshot files. Thread-safe: no state. */
public final class SnapshotFile {
  private SnapshotFile() {}

  /**
   * Reads what the snapshot says of itself; the heap is not read.
   *
   * @throws dev.cairn.snapshot.SnapshotMissingException no such file
   * @throws dev.cairn.snapshot.DamagedSnapshotException what was read is damaged
   * @throws dev.cairn.snapshot.StoreException it can't be read
   */
  public static Header readHeader(Path file) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      return reader.header();
    }
  }

  /**
   * Reads all of the file and checks every checksum and the state digest.
   *
   * @throws dev.cairn.snapshot.SnapshotMissingException no such file
   * @throws dev.cairn.snapshot.DamagedSnapshotException any byte is not as written
   * @throws dev.cairn.snapshot.StoreException it can't be read
   */
  public static Header verify(Path file) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      Header header = reader.header();
      if (!reader.computeStateDigest().equals(header.stateDigest())) {
        throw reader.damaged(SectionId.JOB, 0, "the state digest is another one");
      }
      return header;
    }
  }

  /** Writes a whole file into {@code out}; does not sync or close it. */
  public static void write(SnapshotContent content, long generation, WritableByteChannel out)
      throws IOException {
    Map<SectionId, Bytes> sections = new EnumMap<>(SectionId.class);
    for (SectionId id : SectionId.values()) {
      Bytes b =
          switch (id) {
            case JOB -> Sections.job(content, generation);
            case HOST -> Sections.host(content.host());
            default -> content.image().section(id);
          };
      sections.put(id, b);
    }
    CoalescingChannel gathered = new CoalescingChannel(out); // the caller closes what is his
    gathered.write(ByteBuffer.wrap(SectionTable.encode(sections)));
    for (Bytes b : sections.values()) {
      b.writeTo(gathered);
    }
    gathered.flush();
  }
}
