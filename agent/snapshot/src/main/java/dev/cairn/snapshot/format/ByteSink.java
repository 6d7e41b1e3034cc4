package dev.cairn.snapshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects little-endian values. Starts small, since most classes have few objects; what has grown
 * to a piece's size goes to an {@link Arena}, since some have millions. Not thread-safe.
 *
 * <pre>
 *   full[0]  full[1]  ...      pieces of PIECE bytes, in the arena
 *   piece                      what comes next, in the heap: written from 0 to at
 * </pre>
 */
public final class ByteSink {
  private static final int FIRST = 64;
  private static final int PIECE = 1 << 18;

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final Arena arena;
  private final List<Arena.Piece> full = new ArrayList<>();
  private byte[] piece = new byte[FIRST];
  private int at;
  private long before;

  /** A sink in the heap. */
  public ByteSink() {
    this(Arena.HEAP);
  }

  public ByteSink(Arena arena) {
    this.arena = arena;
  }

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
        full.add(arena.keep(piece, at));
        before += at;
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
    byte[] zeros = new byte[length];
    for (int done = 0; done < length; ) {
      Arena.Piece p = pieceAt(from + done);
      int in = (int) ((from + done) % PIECE);
      int n = Math.min(length - done, p.length() - in);
      p.read(in, taken, done, n);
      p.write(in, zeros, done, n);
      done += n;
    }
    return taken;
  }

  /** Puts another value in the place of one that was put. */
  public void setInt(long place, int v) {
    for (int i = 0; i < Integer.BYTES; i++) {
      byte[] one = {(byte) (v >> (8 * i))};
      pieceAt(place + i).write((int) ((place + i) % PIECE), one, 0, 1);
    }
  }

  private Arena.Piece pieceAt(long place) {
    int index = (int) (place / PIECE); // all full ones are of this length
    return index < full.size() ? full.get(index) : new Arena.HeapPiece(piece, at);
  }

  /** What was put; the sink must not be used any more. */
  public Bytes toBytes() {
    return Bytes.of(full, new Arena.HeapPiece(piece, at));
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }
}
