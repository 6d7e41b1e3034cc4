package dev.cairn.snapshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** An immutable sequence of bytes in pieces, of any length. */
public final class Bytes {
  private final List<Piece> pieces;
  private final long length;

  private static final class Piece {
    final byte[] array;
    final int length;

    Piece(byte[] array, int length) {
      this.array = array;
      this.length = length;
    }
  }

  private Bytes(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    this.length = pieces.stream().mapToLong(p -> p.length).sum();
  }

  /** Takes over the array; it must not be written any more. */
  static Bytes of(byte[] array) {
    return new Bytes(List.of(new Piece(array, array.length)));
  }

  static Bytes of(List<byte[]> full, byte[] last, int lastLength) {
    List<Piece> pieces = new ArrayList<>(full.size() + 1);
    full.forEach(a -> pieces.add(new Piece(a, a.length)));
    if (lastLength > 0) {
      pieces.add(new Piece(last, lastLength));
    }
    return new Bytes(pieces);
  }

  /** One after the other, without copying. */
  public static Bytes concat(List<Bytes> parts) {
    List<Piece> pieces = new ArrayList<>();
    parts.forEach(p -> pieces.addAll(p.pieces));
    return new Bytes(pieces);
  }

  public long length() {
    return length;
  }

  /** A place to read from, at the beginning. */
  Cursor cursor() {
    return new Cursor();
  }

  /** Reads the bytes in order. Not thread-safe. */
  final class Cursor {
    private int piece;
    private int at;
    private long done;

    long remaining() {
      return length - done;
    }

    /** Reads {@code n} bytes, which are there. */
    void read(byte[] to, int from, int n) {
      for (int left = n; left > 0; ) {
        Piece p = pieces.get(piece);
        int some = Math.min(left, p.length - at);
        System.arraycopy(p.array, at, to, from + n - left, some);
        left -= some;
        move(p, some);
      }
    }

    /** Passes over {@code n} bytes, which are there. */
    void skip(int n) {
      for (int left = n; left > 0; ) {
        Piece p = pieces.get(piece);
        int some = Math.min(left, p.length - at);
        left -= some;
        move(p, some);
      }
    }

    private void move(Piece p, int some) {
      done += some;
      at += some;
      if (at == p.length) {
        piece++;
        at = 0;
      }
    }
  }

  int crc32c() {
    CRC32C crc = new CRC32C();
    pieces.forEach(p -> crc.update(p.array, 0, p.length));
    return (int) crc.getValue();
  }

  void digest(MessageDigest digest) {
    pieces.forEach(p -> digest.update(p.array, 0, p.length));
  }

  void writeTo(WritableByteChannel out) throws IOException {
    for (Piece p : pieces) {
      ByteBuffer b = ByteBuffer.wrap(p.array, 0, p.length);
      while (b.hasRemaining()) {
        out.write(b);
      }
    }
  }
}
