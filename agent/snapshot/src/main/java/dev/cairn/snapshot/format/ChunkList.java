package dev.cairn.snapshot.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** The chunks that a section consists of, in order: their hashes and lengths. Immutable. */
public final class ChunkList {
  private final byte[] hashes;
  private final int[] lengths;
  private final long bytes;

  private ChunkList(byte[] hashes, int[] lengths) {
    this.hashes = hashes;
    this.lengths = lengths;
    this.bytes = Arrays.stream(lengths).asLongStream().sum();
  }

  /** Cuts and hashes. */
  static ChunkList of(Bytes bytes) {
    MessageDigest sha = HeapImage.sha256();
    Growing list = new Growing();
    try {
      cut(
          bytes,
          (b, from, length) -> {
            sha.update(b, from, length);
            list.add(sha, length);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing here writes
    }
    return list.list();
  }

  /** Takes the chunks of a section. */
  @FunctionalInterface
  interface Sink {
    void chunk(byte[] b, int from, int length) throws IOException;
  }

  /** Gives each chunk to {@code sink}, whose array is used again for the next ones. */
  static void cut(Bytes bytes, Sink sink) throws IOException {
    byte[] window = new byte[(int) Math.min(1 << 20, Math.max(1, bytes.length()))];
    Bytes.Cursor in = bytes.cursor();
    int from = 0;
    int to = 0;
    while (true) {
      if (to - from < ChunkCutter.MAX && in.remaining() > 0) {
        System.arraycopy(window, from, window, 0, to - from);
        to -= from;
        from = 0;
        int n = (int) Math.min(window.length - to, in.remaining());
        in.read(window, to, n);
        to += n;
      }
      if (from == to) {
        return;
      }
      int end = ChunkCutter.cut(window, from, to);
      sink.chunk(window, from, end - from);
      from = end;
    }
  }

  /** Reads what {@link #write} wrote. */
  static ChunkList read(SectionReader in) {
    int n = in.count(ChunkId.BYTES + 4);
    byte[] hashes = new byte[n * ChunkId.BYTES];
    int[] lengths = new int[n];
    for (int i = 0; i < n; i++) {
      in.bytes(hashes, i * ChunkId.BYTES, ChunkId.BYTES);
      lengths[i] = in.int32();
      if (lengths[i] < 1 || lengths[i] > ChunkCutter.MAX) {
        throw in.damaged("a chunk of " + lengths[i] + " bytes");
      }
    }
    return new ChunkList(hashes, lengths);
  }

  /** Count, then hash:32 length:4 of each. */
  void write(SectionWriter out) {
    out.count(lengths.length);
    for (int i = 0; i < lengths.length; i++) {
      out.bytes(hashes, i * ChunkId.BYTES, ChunkId.BYTES).int32(lengths[i]);
    }
  }

  int size() {
    return lengths.length;
  }

  ChunkId id(int i) {
    return ChunkId.of(hashes, i * ChunkId.BYTES);
  }

  int length(int i) {
    return lengths[i];
  }

  /** Bytes in all chunks. */
  long bytes() {
    return bytes;
  }

  /** What the state digest takes of a section. */
  void digest(MessageDigest sha) {
    sha.update(hashes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ChunkList c && Arrays.equals(hashes, c.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  private static final class Growing {
    private byte[] hashes = new byte[64 * ChunkId.BYTES];
    private int[] lengths = new int[64];
    private int n;

    void add(MessageDigest sha, int length) {
      if (n == lengths.length) {
        hashes = Arrays.copyOf(hashes, hashes.length * 2);
        lengths = Arrays.copyOf(lengths, n * 2);
      }
      try {
        sha.digest(hashes, n * ChunkId.BYTES, ChunkId.BYTES);
      } catch (DigestException e) {
        throw new IllegalStateException(e);
      }
      lengths[n++] = length;
    }

    ChunkList list() {
      return new ChunkList(Arrays.copyOf(hashes, n * ChunkId.BYTES), Arrays.copyOf(lengths, n));
    }
  }
}
