package dev.cairn.snapshot.format;

import java.util.Arrays;

/**
 * Where the bytes of an image lie until they are written. In the heap, the collector would copy
 * them about while the job stands still; so a capture brings an arena of its own.
 */
public interface Arena extends AutoCloseable {
  /** Bytes that were kept, to be read and changed in place. */
  interface Piece {
    int length();

    /** Copies {@code n} bytes from {@code at} on to {@code to[index]}. */
    void read(int at, byte[] to, int index, int n);

    /** Puts {@code n} bytes from {@code from[index]} on in the place of those at {@code at}. */
    void write(int at, byte[] from, int index, int n);
  }

  /**
   * Keeps a copy.
   *
   * @param length how many bytes, from the first one on
   */
  Piece keep(byte[] from, int length);

  /** Bytes of what is kept that lie outside of the heap. */
  long outside();

  /** Frees what lies outside of the heap: no piece of it can be read any more. */
  @Override
  void close();

  /** The heap, where the collector frees what nobody needs. */
  Arena HEAP =
      new Arena() {
        @Override
        public Piece keep(byte[] from, int length) {
          return HeapPiece.of(Arrays.copyOf(from, length));
        }

        @Override
        public long outside() {
          return 0;
        }

        @Override
        public void close() {}
      };

  /** A piece in the heap. */
  final class HeapPiece implements Piece {
    private final byte[] array;
    private final int length;

    HeapPiece(byte[] array, int length) {
      this.array = array;
      this.length = length;
    }

    /** Takes over the array; it must not be written any more. */
    static HeapPiece of(byte[] array) {
      return new HeapPiece(array, array.length);
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public void read(int at, byte[] to, int index, int n) {
      System.arraycopy(array, at, to, index, n);
    }

    @Override
    public void write(int at, byte[] from, int index, int n) {
      System.arraycopy(from, index, array, at, n);
    }
  }
}
