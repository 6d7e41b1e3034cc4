package dev.cairn.snapshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Writes a pack: chunks' bodies, and where each of them lies. All numbers little-endian.
 *
 * <pre>
 *   0         89 'C' 'A' 'I' 'R' 'P' 0D 0A
 *   8         the bodies, without gaps
 *   x         for each body, in that order:
 *               SHA-256 of the plain chunk:32  offset:8  stored length:4  plain length:4
 *               crc32c of the stored body:4  codec:4 (0 as it is, 1 one zstd frame)
 *   end - 24  x:8  number of bodies:4  crc32c of the index:4  89 'C' 'A' 'I' 'R' 'P' 0D 0A
 * </pre>
 *
 * Offsets count from the pack's beginning. Not thread-safe.
 */
public final class PackWriter implements AutoCloseable {
  static final byte[] MAGIC = {(byte) 0x89, 'C', 'A', 'I', 'R', 'P', 0x0d, 0x0a};

  private final CoalescingChannel gathered;
  private final BodyEncoder encoder;
  private final Set<ChunkId> written = new HashSet<>();
  private final ByteSink index = new ByteSink();
  private final MessageDigest ids = HeapImage.sha256();
  private final byte[] id = new byte[ChunkId.BYTES];
  private long at = MAGIC.length;
  private long plainBytes;
  private long encodingNanos;

  /**
   * @param out closed by the caller
   */
  public PackWriter(WritableByteChannel out, Compression compression) throws IOException {
    this.gathered = new CoalescingChannel(out);
    this.encoder = new BodyEncoder(compression);
    gathered.write(ByteBuffer.wrap(MAGIC));
  }

  /** Adds a chunk, unless this pack has it. */
  void add(ChunkId chunk, byte[] b, int from, int length) throws IOException {
    if (written.add(chunk)) {
      long begin = System.nanoTime();
      encoder.encode(b, from, length);
      encodingNanos += System.nanoTime() - begin;
      plainBytes += length;
      put(chunk, encoder.body(), encoder.from(), encoder.length(), length, encoder.codec());
    }
  }

  /** Adds a body as it is stored elsewhere. */
  void addStored(ChunkId chunk, byte[] body, int length, int plain, int codec) throws IOException {
    if (written.add(chunk)) {
      put(chunk, body, 0, length, plain, codec);
    }
  }

  private void put(ChunkId chunk, byte[] body, int from, int length, int plain, int codec)
      throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(body, from, length);
    gathered.write(ByteBuffer.wrap(body, from, length));
    chunk.putTo(id, 0);
    ids.update(id);
    index.putBytes(id, 0, id.length);
    index.putLong(at);
    index.putInt(length);
    index.putInt(plain);
    index.putInt((int) crc.getValue());
    index.putInt(codec);
    at += length;
  }

  /** Bytes that were compressed so far, before that. */
  public long plainBytes() {
    return plainBytes;
  }

  /** Bytes that were stored of them. */
  public long storedBytes() {
    return at - MAGIC.length;
  }

  /** How long compressing them took, in nanoseconds. */
  public long encodingNanos() {
    return encodingNanos;
  }

  /** Chunks written so far. */
  public int size() {
    return written.size();
  }

  /**
   * Writes the index.
   *
   * @return 32 hex digits that tell which chunks were written
   */
  public String finish() throws IOException {
    Bytes entries = index.toBytes();
    ByteSink footer = new ByteSink();
    footer.putLong(at);
    footer.putInt(written.size());
    footer.putInt(entries.crc32c());
    footer.putBytes(MAGIC, 0, MAGIC.length);
    entries.writeTo(gathered);
    footer.toBytes().writeTo(gathered);
    gathered.flush();
    return HexFormat.of().formatHex(ids.digest(), 0, 16);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
