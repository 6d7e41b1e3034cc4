package dev.cairn.snapshot.format;

import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.SnapshotMissingException;
import dev.cairn.snapshot.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An open snapshot: a file, or one and the directory of chunks that it names. Each section is read
 * into memory whole and checked before any of it is given out. Not thread-safe.
 */
public final class SnapshotReader implements AutoCloseable {
  /** What is read at once. */
  private static final int PIECE = 1 << 20;

  private final String file;
  private final Path path;
  private final FileChannel channel;
  private final SectionTable table;
  private @Nullable ChunkedSections chunks;

  private SnapshotReader(Path path, FileChannel channel, SectionTable table) {
    this.path = path;
    this.file = path.toString();
    this.channel = channel;
    this.table = table;
  }

  /**
   * Opens the file and checks its head.
   *
   * @throws SnapshotMissingException no such file
   * @throws DamagedSnapshotException it is not a snapshot, or its head is damaged
   * @throws StoreException it can't be read
   */
  public static SnapshotReader open(Path path) {
    String file = path.toString();
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        long size = channel.size();
        byte[] head = new byte[(int) Math.min(size, SectionTable.MAX)];
        read(file, "header", channel, 0, head, head.length);
        return new SnapshotReader(path, channel, SectionTable.decode(file, head, size));
      } catch (Throwable t) {
        channel.close();
        throw t;
      }
    } catch (NoSuchFileException e) {
      throw new SnapshotMissingException(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What the snapshot says of itself. */
  public Header header() {
    return Sections.header(this, table.major(), table.minor());
  }

  /** A small section, to be decoded. */
  public SectionReader section(SectionId id) {
    ByteSource all = bulk(id);
    if (all.length() > Integer.MAX_VALUE - 16) {
      throw damaged(id, 0, "it is too long, " + all.length() + " bytes");
    }
    return new SectionReader(file, id, begin(id), all.copy(0, (int) all.length()));
  }

  /** A section of any length, checked. */
  public ByteSource bulk(SectionId id) {
    return table.has(id) ? inFile(id) : chunks().read(id);
  }

  /** The same, each of its chunks read and checked when it is asked for; until this is closed. */
  public ByteSource onDemand(SectionId id) {
    return table.has(id) ? inFile(id) : chunks().onDemand(id);
  }

  private ByteSource inFile(SectionId id) {
    SectionTable.Entry e = table.entry(id);
    byte[][] pieces = new byte[(int) ((e.length() + PIECE - 1) / PIECE)][];
    CRC32C crc = new CRC32C();
    try {
      for (int i = 0; i < pieces.length; i++) {
        long at = (long) i * PIECE;
        byte[] piece = new byte[(int) Math.min(PIECE, e.length() - at)];
        read(file, id.name(), channel, e.offset() + at, piece, piece.length);
        crc.update(piece);
        pieces[i] = piece;
      }
    } catch (IOException x) {
      throw unreadable(file, x);
    }
    if ((int) crc.getValue() != e.crc()) {
      throw new DamagedSnapshotException(file, id.name(), e.offset(), "its checksum is wrong");
    }
    return ByteSource.of(pieces);
  }

  /** The sections that lie in chunks. */
  ChunkedSections chunks() {
    if (chunks == null) {
      chunks = ChunkedSections.open(this, chunksSection(), path);
    }
    return chunks;
  }

  /** Where a section's pack lies: offset, length. */
  SectionTable.@Nullable Entry pack() {
    return table.has(SectionId.PACK) ? table.entry(SectionId.PACK) : null;
  }

  /** Where the chunks lie; of a snapshot that has some. */
  ChunksSection chunksSection() {
    return ChunksSection.read(section(SectionId.CHUNKS));
  }

  int major() {
    return table.major();
  }

  long fileLength() {
    return table.fileLength();
  }

  /** The state digest, computed from the sections that it covers; all hashes are compared. */
  public String computeStateDigest() {
    return table.major() >= 2 ? chunks().verify(framesBesideChunks()) : digestOfSections();
  }

  /** The state digest as the chunks' list has it; of the bytes all checksums are compared. */
  String checkedStateDigest() {
    return table.major() >= 2 ? chunks().check(framesBesideChunks()) : digestOfSections();
  }

  private ChunkList framesBesideChunks() {
    bulk(SectionId.JOB);
    bulk(SectionId.HOST);
    return ChunkList.of(bulk(SectionId.FRAMES).toBytes());
  }

  private String digestOfSections() {
    MessageDigest sha = HeapImage.sha256();
    for (SectionId id : SectionId.values()) {
      if (!id.isInFile(1)) {
        continue;
      }
      ByteSource b = bulk(id);
      if (id.isState()) {
        HeapImage.begin(sha, id, b.length());
        b.toBytes().digest(sha);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** The file is damaged, in this section. */
  public DamagedSnapshotException damaged(SectionId id, long at, String what) {
    return new DamagedSnapshotException(file, id.name(), begin(id) + at, what);
  }

  /** Of a section in chunks the place counts from its own beginning. */
  private long begin(SectionId id) {
    return table.has(id) ? table.entry(id).offset() : 0;
  }

  /** The file as it was given, for messages. */
  public String file() {
    return file;
  }

  @Override
  public void close() {
    try {
      if (chunks != null) {
        chunks.close();
      }
      channel.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static void read(
      String file, String section, FileChannel channel, long offset, byte[] to, int length)
      throws IOException {
    ByteBuffer b = ByteBuffer.wrap(to, 0, length);
    while (b.hasRemaining()) {
      if (channel.read(b, offset + b.position()) < 0) {
        throw new DamagedSnapshotException(
            file, section, offset + b.position(), "the file ends here");
      }
    }
  }

  static StoreException unreadable(String file, IOException e) {
    return new StoreException(
        file + ": can't be read (" + e.getMessage() + "); check the disk and the permissions", e);
  }
}
