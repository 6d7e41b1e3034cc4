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

/**
 * An open snapshot file. Each section is read into memory whole and checked before any of it is
 * given out. Not thread-safe.
 */
public final class SnapshotReader implements AutoCloseable {
  private final String file;
  private final FileChannel channel;
  private final SectionTable table;

  private SnapshotReader(String file, FileChannel channel, SectionTable table) {
    this.file = file;
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
        return new SnapshotReader(file, channel, SectionTable.decode(file, head, size));
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
    return Sections.header(this, table.minor(), table.fileLength());
  }

  /** A small section, to be decoded. */
  public SectionReader section(SectionId id) {
    long length = table.entry(id).length();
    if (length > Integer.MAX_VALUE - 16) {
      throw damaged(id, 0, "it is too long, " + length + " bytes");
    }
    return new SectionReader(file, id, table.entry(id).offset(), bulk(id).copy(0, (int) length));
  }

  /** A section of any length, checked. */
  public ByteSource bulk(SectionId id) {
    SectionTable.Entry e = table.entry(id);
    byte[][] pieces =
        new byte[(int) ((e.length() + ByteSource.PIECE - 1) >>> ByteSource.PIECE_BITS)][];
    CRC32C crc = new CRC32C();
    try {
      for (int i = 0; i < pieces.length; i++) {
        long at = (long) i << ByteSource.PIECE_BITS;
        byte[] piece = new byte[(int) Math.min(ByteSource.PIECE, e.length() - at)];
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
    return new ByteSource(pieces, e.length());
  }

  /** The state digest, computed from the sections that it covers; all of them are checked. */
  public String computeStateDigest() {
    MessageDigest sha = HeapImage.sha256();
    for (SectionId id : SectionId.values()) {
      ByteSource b = bulk(id);
      if (id.isState()) {
        HeapImage.begin(sha, id, b.length());
        for (long at = 0; at < b.length(); at += ByteSource.PIECE) {
          byte[] piece = b.piece(at);
          sha.update(piece, 0, piece.length);
        }
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** The file is damaged, in this section. */
  public DamagedSnapshotException damaged(SectionId id, long at, String what) {
    return new DamagedSnapshotException(file, id.name(), table.entry(id).offset() + at, what);
  }

  /** The file as it was given, for messages. */
  public String file() {
    return file;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void read(
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

  private static StoreException unreadable(String file, IOException e) {
    return new StoreException(
        file + ": can't be read (" + e.getMessage() + "); check the disk and the permissions", e);
  }
}
