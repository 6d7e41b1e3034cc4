package dev.cairn.snapshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Little-endian values at any place in a section that was read, of any length. Immutable. Whoever
 * reads checks {@link #length} first: a place outside is an {@link IndexOutOfBoundsException}.
 */
public final class ByteSource {
  static final int PIECE_BITS = 20;
  static final int PIECE = 1 << PIECE_BITS;

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final byte[][] pieces;
  private final long length;

  /**
   * @param pieces each of {@link #PIECE} bytes, the last one maybe shorter
   */
  ByteSource(byte[][] pieces, long length) {
    this.pieces = pieces;
    this.length = length;
  }

  public long length() {
    return length;
  }

  public byte getByte(long at) {
    return piece(at)[(int) at & (PIECE - 1)];
  }

  public short getShort(long at) {
    byte[] p = piece(at);
    int i = (int) at & (PIECE - 1);
    return i + 2 <= p.length
        ? (short) SHORT.get(p, i)
        : (short) ((getByte(at) & 0xff) | (getByte(at + 1) << 8));
  }

  public int getInt(long at) {
    byte[] p = piece(at);
    int i = (int) at & (PIECE - 1);
    return i + 4 <= p.length
        ? (int) INT.get(p, i)
        : (getShort(at) & 0xffff) | (getShort(at + 2) << 16);
  }

  public long getLong(long at) {
    byte[] p = piece(at);
    int i = (int) at & (PIECE - 1);
    return i + 8 <= p.length
        ? (long) LONG.get(p, i)
        : (getInt(at) & 0xffffffffL) | ((long) getInt(at + 4) << 32);
  }

  /** Reads the {@code count} values from {@code at} on. */
  public void getInts(long at, int[] to, int count) {
    long from = at;
    for (int done = 0; done < count; ) {
      byte[] p = piece(from);
      int index = index(from);
      int fit = Math.min(count - done, (p.length - index) / 4);
      for (int i = 0; i < fit; i++) {
        to[done + i] = (int) INT.get(p, index + 4 * i);
      }
      done += fit;
      from += 4L * fit;
      if (fit == 0) { // across two pieces
        to[done++] = getInt(from);
        from += 4;
      }
    }
  }

  /** Reads the {@code count} values from {@code at} on. */
  public void getLongs(long at, long[] to, int count) {
    long from = at;
    for (int done = 0; done < count; ) {
      byte[] p = piece(from);
      int index = index(from);
      int fit = Math.min(count - done, (p.length - index) / 8);
      for (int i = 0; i < fit; i++) {
        to[done + i] = (long) LONG.get(p, index + 8 * i);
      }
      done += fit;
      from += 8L * fit;
      if (fit == 0) { // across two pieces
        to[done++] = getLong(from);
        from += 8;
      }
    }
  }

  /** How many bytes from {@code at} lie in one piece, at most {@code wanted}. */
  public int run(long at, long wanted) {
    byte[] p = piece(at);
    return (int) Math.min(wanted, p.length - ((int) at & (PIECE - 1)));
  }

  /** The piece that {@code at} lies in; not to be written. */
  public byte[] piece(long at) {
    if (at < 0 || at >= length) {
      throw new IndexOutOfBoundsException("byte " + at + " of " + length);
    }
    return pieces[(int) (at >>> PIECE_BITS)];
  }

  /** Where {@code at} lies in its piece. */
  public int index(long at) {
    return (int) at & (PIECE - 1);
  }

  /** The same bytes, not copied. */
  Bytes toBytes() {
    return Bytes.of(pieces);
  }

  /** A copy. */
  public byte[] copy(long at, int bytes) {
    byte[] to = new byte[bytes];
    int done = 0;
    while (done < bytes) {
      int n = run(at + done, bytes - done);
      System.arraycopy(piece(at + done), index(at + done), to, done, n);
      done += n;
    }
    return to;
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }
}
