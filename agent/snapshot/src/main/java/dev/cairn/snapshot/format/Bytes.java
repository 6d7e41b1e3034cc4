package dev.cairn.snapshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** An immutable sequence of bytes in pieces, of any length. */
public final class Bytes {
  private static final int SOME = 1 << 16;

  private final List<Arena.Piece> pieces;
  private final long length;

  private Bytes(List<Arena.Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    this.length = pieces.stream().mapToLong(Arena.Piece::length).sum();
  }

  /** Takes over the array; it must not be written any more. */
  static Bytes of(byte[] array) {
    return new Bytes(List.of(Arena.HeapPiece.of(array)));
  }

  /** Takes over arrays; they must not be written any more. */
  static Bytes of(byte[][] arrays) {
    return new Bytes(Arrays.stream(arrays).<Arena.Piece>map(Arena.HeapPiece::of).toList());
  }

  static Bytes of(List<? extends Arena.Piece> full, Arena.Piece last) {
    List<Arena.Piece> pieces = new ArrayList<>(full);
    if (last.length() > 0) {
      pieces.add(last);
    }
    return new Bytes(pieces);
  }

  /** One after the other, without copying. */
  public static Bytes concat(List<Bytes> parts) {
    List<Arena.Piece> pieces = new ArrayList<>();
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
        Arena.Piece p = pieces.get(piece);
        int some = Math.min(left, p.length() - at);
        p.read(at, to, from + n - left, some);
        left -= some;
        move(p, some);
      }
    }

    /** Passes over {@code n} bytes, which are there. */
    void skip(int n) {
      for (int left = n; left > 0; ) {
        Arena.Piece p = pieces.get(piece);
        int some = Math.min(left, p.length() - at);
        left -= some;
        move(p, some);
      }
    }

    private void move(Arena.Piece p, int some) {
      done += some;
      at += some;
      if (at == p.length()) {
        piece++;
        at = 0;
      }
    }
  }

  int crc32c() {
    CRC32C crc = new CRC32C();
    forEach(b -> crc.update(b));
    return (int) crc.getValue();
  }

  void digest(MessageDigest digest) {
    forEach(digest::update);
  }

  void writeTo(WritableByteChannel out) throws IOException {
    forEach(
        b -> {
          while (b.hasRemaining()) {
            out.write(b);
          }
        });
  }

  private interface Reader<X extends Exception> {
    void take(ByteBuffer some) throws X;
  }

  /** Gives all bytes in order, in a buffer that is used again. */
  private <X extends Exception> void forEach(Reader<X> reader) throws X {
    byte[] some = new byte[(int) Math.min(SOME, length)];
    Cursor in = cursor();
    while (in.remaining() > 0) {
      int n = (int) Math.min(some.length, in.remaining());
      in.read(some, 0, n);
      reader.take(ByteBuffer.wrap(some, 0, n));
    }
  }
}
