package dev.cairn.snapshot.format;

import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.SnapshotMissingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A pack to read from: a file of its own, or a part of a snapshot file. Its file is open only while
 * chunks are read, until {@link #close}. Not thread-safe.
 */
final class Pack implements ChunkSource {
  private final Path file;
  private final long from;
  private final long length;
  private final PackIndex index;
  private final BodyDecoder decoder = new BodyDecoder();
  private final byte[] body = new byte[ChunkCutter.MAX];
  private @Nullable FileChannel channel;

  private Pack(Path file, long from, long length, PackIndex index) {
    this.file = file;
    this.from = from;
    this.length = length;
    this.index = index;
  }

  /** The pack that is a whole file. */
  static Pack open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      return new Pack(file, 0, length, PackIndex.read(file.toString(), channel, 0, length));
    }
  }

  /** The pack that lies in a part of a file. */
  static Pack open(Path file, long from, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new Pack(file, from, length, PackIndex.read(file.toString(), channel, from, length));
    } catch (NoSuchFileException e) {
      throw new SnapshotMissingException(file.toString());
    }
  }

  Path file() {
    return file;
  }

  /** Bytes of the pack. */
  long length() {
    return length;
  }

  PackIndex index() {
    return index;
  }

  /** Whether the chunk is here and its stored form's checksum is right. */
  boolean isWhole(ChunkId id) throws IOException {
    int i = index.find(id);
    try {
      return i >= 0 && readBody(i) > 0;
    } catch (DamagedSnapshotException e) {
      return false;
    }
  }

  @Override
  public boolean has(ChunkId id) {
    return index.find(id) >= 0;
  }

  @Override
  public boolean read(ChunkId id, int plain, byte[] to) throws IOException {
    int i = index.find(id);
    if (i < 0) {
      return false;
    }
    int stored = readBody(i);
    if (index.plain(i) != plain || !decoder.decode(index.codec(i), body, stored, to, plain)) {
      throw damaged(i, "chunk " + id + " can't be unpacked");
    }
    return true;
  }

  @Override
  public boolean check(ChunkId id, int plain) throws IOException {
    int i = index.find(id);
    if (i < 0) {
      return false;
    }
    readBody(i);
    if (index.plain(i) != plain) {
      throw damaged(i, "chunk " + id + " has another length");
    }
    return true;
  }

  @Override
  public boolean copy(ChunkId id, PackWriter to) throws IOException {
    int i = index.find(id);
    if (i < 0) {
      return false;
    }
    int stored = readBody(i);
    to.addStored(id, body, stored, index.plain(i), index.codec(i));
    return true;
  }

  private int readBody(int i) throws IOException {
    if (channel == null) {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    }
    int stored = index.stored(i);
    SnapshotReader.read(file.toString(), "PACK", channel, from + index.offset(i), body, stored);
    CRC32C crc = new CRC32C();
    crc.update(body, 0, stored);
    if ((int) crc.getValue() != index.crc(i)) {
      throw damaged(i, "chunk " + index.id(i) + " has a wrong checksum");
    }
    return stored;
  }

  private DamagedSnapshotException damaged(int i, String what) {
    return new DamagedSnapshotException(file.toString(), "PACK", from + index.offset(i), what);
  }

  @Override
  public void close() throws IOException {
    decoder.close();
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
