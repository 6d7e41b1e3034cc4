package dev.cairn.snapshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects little-endian values. Starts small, since most classes have few objects, and never moves
 * more than a piece's worth of bytes, since some have millions. Not thread-safe.
 */
public final class ByteSink {
  private static final int FIRST = 64;
  private static final int PIECE = 1 << 18;

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final List<byte[]> full = new ArrayList<>();
  private byte[] piece = new byte[FIRST];
  private int at;
  private long before;

  public long length() {
    return before + at;
  }

  public void putByte(int v) {
    room(1);
    piece[at++] = (byte) v;
  }

  public void putShort(int v) {
    if (room(2) >= 2) {
      SHORT.set(piece, at, (short) v);
      at += 2;
    } else {
      putByte(v);
      putByte(v >> 8);
    }
  }

  public void putInt(int v) {
    if (room(4) >= 4) {
      INT.set(piece, at, v);
      at += 4;
    } else {
      putShort(v);
      putShort(v >> 16);
    }
  }

  public void putLong(long v) {
    if (room(8) >= 8) {
      LONG.set(piece, at, v);
      at += 8;
    } else {
      putInt((int) v);
      putInt((int) (v >> 32));
    }
  }

  /** Puts {@code count} values: the one at {@code first}, and each {@code step}th after it. */
  public void putInts(int[] values, int first, int step, int count) {
    int from = first;
    int left = count;
    while (left > 0) {
      int fit = Math.min(left, room(4) / 4);
      for (int i = 0; i < fit; i++) {
        INT.set(piece, at + 4 * i, values[from]);
        from += step;
      }
      at += 4 * fit;
      left -= fit;
      if (fit == 0) { // across two pieces
        putInt(values[from]);
        from += step;
        left--;
      }
    }
  }

  /** Seven bits a byte, least first; up to 5 bytes. */
  public void putVarint(int v) {
    int rest = v;
    while ((rest & ~0x7f) != 0) {
      putByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }

  public void putBytes(byte[] source, int from, int length) {
    int done = 0;
    while (done < length) {
      int n = Math.min(room(length - done), length - done);
      System.arraycopy(source, from + done, piece, at, n);
      at += n;
      done += n;
    }
  }

  /** Where the next bytes go: for who copies memory straight into {@link #buffer}. */
  public int position() {
    return at;
  }

  /** The piece being filled; valid until the next {@link #room}. */
  public byte[] buffer() {
    return piece;
  }

  /**
   * Makes room; gives how many bytes fit into the buffer: at least 1, possibly fewer than wanted.
   */
  public int room(int wanted) {
    if (at == piece.length) {
      if (piece.length < PIECE) {
        int target = Math.max(piece.length * 2, at + Math.min(wanted, PIECE));
        piece = Arrays.copyOf(piece, Math.min(target, PIECE));
      } else {
        full.add(piece);
        before += at;
        piece = new byte[PIECE];
        at = 0;
      }
    }
    return piece.length - at;
  }

  /** Counts bytes that were copied into the buffer. */
  public void advance(int bytes) {
    at += bytes;
  }

  /** Takes out bytes that were put, and leaves zeros in their place. */
  public byte[] blank(long from, int length) {
    byte[] taken = new byte[length];
    int done = 0;
    while (done < length) {
      int index = (int) ((from + done) / PIECE); // all full ones are of this length
      int in = (int) ((from + done) % PIECE);
      byte[] p = index < full.size() ? full.get(index) : piece;
      int n = Math.min(length - done, p.length - in);
      System.arraycopy(p, in, taken, done, n);
      Arrays.fill(p, in, in + n, (byte) 0);
      done += n;
    }
    return taken;
  }

  /** Puts another value in the place of one that was put. */
  public void setInt(long place, int v) {
    for (int i = 0; i < Integer.BYTES; i++) {
      int index = (int) ((place + i) / PIECE); // all full ones are of this length
      byte[] p = index < full.size() ? full.get(index) : piece;
      p[(int) ((place + i) % PIECE)] = (byte) (v >> (8 * i));
    }
  }

  /** What was put; the sink must not be used any more. */
  public Bytes toBytes() {
    return Bytes.of(full, piece, at);
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }
}
