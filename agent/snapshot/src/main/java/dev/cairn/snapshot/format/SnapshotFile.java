package dev.cairn.snapshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    return whole(file, SnapshotReader::computeStateDigest);
  }

  /**
   * Reads all of it and compares the checksums, as before a resume, which unpacks each chunk and
   * compares its hash when it puts the objects together. What {@link #verify} finds besides is what
   * no damage makes: a chunk that is right as it is stored, and is not the one that its name says.
   *
   * @throws dev.cairn.snapshot.DamagedSnapshotException a byte is not as written
   * @throws dev.cairn.snapshot.StoreException it can't be read
   */
  public static Header check(Path file) {
    return whole(file, SnapshotReader::checkedStateDigest);
  }

  private static Header whole(Path file, Function<SnapshotReader, String> digest) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      Header header = reader.header();
      if (!digest.apply(reader).equals(header.stateDigest())) {
        throw reader.damaged(SectionId.JOB, 0, "the state digest is another one");
      }
      return header;
    }
  }

  /**
   * The chunks that a snapshot needs from a directory of chunks; none where it has no need of it.
   *
   * @throws dev.cairn.snapshot.DamagedSnapshotException it can't be told
   */
  public static Set<ChunkId> chunksIn(Path chunks, Path file) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      if (reader.major() < 2 || reader.pack() != null) {
        return Set.of();
      }
      Path own = ChunkedSections.directory(reader, file, reader.chunksSection().locator());
      return own.equals(chunks.toAbsolutePath().normalize())
          ? Set.copyOf(reader.chunks().all())
          : Set.of();
    }
  }

  /** The directory that a snapshot's chunks lie in, or null where they lie in the file itself. */
  public static @Nullable Path chunkDirectory(Path file) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      return reader.major() < 2 || reader.pack() != null
          ? null
          : ChunkedSections.directory(reader, file, reader.chunksSection().locator());
    }
  }

  /** Writes a file that holds everything into {@code out}; does not sync or close it. */
  public static void write(SnapshotContent content, long generation, WritableByteChannel out)
      throws IOException {
    write(SnapshotParts.of(content, generation), Compression.DEFAULT, out);
  }

  static void write(SnapshotParts parts, Compression compression, WritableByteChannel out)
      throws IOException {
    ByteSink pack = new ByteSink();
    try (PackWriter writer = new PackWriter(new SinkChannel(pack), compression)) {
      parts.writeChunks(writer, id -> false);
      writer.finish();
    }
    parts.writeWhole(pack.toBytes(), out);
  }

  private record SinkChannel(ByteSink sink) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer b) {
      int n = b.remaining();
      byte[] bytes = new byte[n];
      b.get(bytes);
      sink.putBytes(bytes, 0, n);
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
