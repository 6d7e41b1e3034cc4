package dev.cairn.snapshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Little-endian values at any place in a section that was read, of any length. Whoever reads checks
 * {@link #length} first: a place outside is an {@link IndexOutOfBoundsException}. Not thread-safe.
 *
 * <pre>
 *   starts   0 .. a .. b .. c .. length      one more than pieces
 *   pieces    [0]  [1]  [2]  [3]             null: not read yet, or released; read when asked for
 * </pre>
 *
 * What was released holds the next piece that is read: memory that is new to the JVM costs more
 * than what it holds. So nobody keeps a piece beyond a {@link #release} of its place.
 */
public final class ByteSource {
  /** Reads a piece into the first bytes of {@code to}, and checks it. */
  @FunctionalInterface
  interface Loader {
    void load(int piece, byte[] to);
  }

  private static final int WORTH_RELEASING = 1 << 20;

  /** As many bytes wait at most to hold another piece. */
  private static final int MOST_SPARE = 8 << 20;

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final byte[] @Nullable [] pieces;
  private final long[] starts;

  /** Null where all pieces are there, and stay. */
  private final @Nullable Loader loader;

  /** Bytes of the longest piece: as long is all that a piece is read into. */
  private final int longest;

  private final Deque<byte[]> spare = new ArrayDeque<>();

  /** Pieces that were there at any time. */
  private final BitSet seen = new BitSet();

  /** The piece that was asked for last, and where it lies; it may hold more than the piece. */
  private byte[] piece = new byte[0];

  private long pieceStart;
  private long pieceEnd;

  private ByteSource(byte[] @Nullable [] pieces, int[] lengths, @Nullable Loader loader) {
    this.pieces = pieces;
    this.loader = loader;
    this.starts = new long[lengths.length + 1];
    int most = 0;
    for (int i = 0; i < lengths.length; i++) {
      starts[i + 1] = starts[i] + lengths[i];
      most = Math.max(most, lengths[i]);
    }
    this.longest = most;
  }

  /** Of pieces that are there. */
  static ByteSource of(byte[][] pieces) {
    int[] lengths = new int[pieces.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = pieces[i].length;
    }
    return new ByteSource(pieces.clone(), lengths, null);
  }

  /** Of pieces of these lengths that are read when they are asked for. */
  static ByteSource onDemand(int[] lengths, Loader loader) {
    return new ByteSource(new byte[lengths.length][], lengths, loader);
  }

  public long length() {
    return starts[pieces.length];
  }

  public byte getByte(long at) {
    byte[] p = piece(at);
    return p[index(at)];
  }

  public short getShort(long at) {
    byte[] p = piece(at);
    int i = index(at);
    return at + 2 <= pieceEnd
        ? (short) SHORT.get(p, i)
        : (short) ((getByte(at) & 0xff) | (getByte(at + 1) << 8));
  }

  public int getInt(long at) {
    byte[] p = piece(at);
    int i = index(at);
    return at + 4 <= pieceEnd
        ? (int) INT.get(p, i)
        : (getShort(at) & 0xffff) | (getShort(at + 2) << 16);
  }

  public long getLong(long at) {
    byte[] p = piece(at);
    int i = index(at);
    return at + 8 <= pieceEnd
        ? (long) LONG.get(p, i)
        : (getInt(at) & 0xffffffffL) | ((long) getInt(at + 4) << 32);
  }

  /** Reads the {@code count} values from {@code at} on. */
  public void getInts(long at, int[] to, int count) {
    long from = at;
    for (int done = 0; done < count; ) {
      byte[] p = piece(from);
      int index = index(from);
      int fit = Math.min(count - done, (int) (pieceEnd - from) / 4);
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
      int fit = Math.min(count - done, (int) (pieceEnd - from) / 8);
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
    piece(at);
    return (int) Math.min(wanted, pieceEnd - at);
  }

  /** What holds the piece that {@code at} lies in; not to be written. */
  public byte[] piece(long at) {
    if (at < pieceStart || at >= pieceEnd) {
      find(at);
    }
    return piece;
  }

  /** Where {@code at} lies in its piece, which was asked for last. */
  public int index(long at) {
    return (int) (at - pieceStart);
  }

  private void find(long at) {
    if (at < 0 || at >= length()) {
      throw new IndexOutOfBoundsException("byte " + at + " of " + length());
    }
    int found = Arrays.binarySearch(starts, at);
    int i = found < 0 ? -found - 2 : found;
    byte[] p = pieces[i];
    if (p == null) {
      p = load(i);
      pieces[i] = p;
    }
    piece = p;
    pieceStart = starts[i];
    pieceEnd = starts[i + 1];
  }

  private byte[] load(int i) {
    byte[] to = spare.poll();
    if (to == null) {
      to = new byte[longest];
    }
    Objects.requireNonNull(loader).load(i, to);
    seen.set(i);
    return to;
  }

  /** Nobody will soon ask for the bytes from {@code begin} to {@code end}, exclusive. */
  public void release(long begin, long end) {
    if (loader == null) {
      return;
    }
    int found = Arrays.binarySearch(starts, begin);
    for (int i = found < 0 ? -found - 1 : found; i < pieces.length && starts[i + 1] <= end; i++) {
      byte[] gone = pieces[i];
      if (gone != null) {
        pieces[i] = null;
        reuse(gone);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // the array itself
  private void reuse(byte[] gone) {
    if (gone == piece) { // it will hold another one
      pieceStart = 0;
      pieceEnd = 0;
    }
    if ((spare.size() + 1L) * longest <= MOST_SPARE) {
      spare.push(gone);
    }
  }

  /**
   * Releases the bytes from {@code begin} to {@code end}, once that is worth it.
   *
   * @return from where on they are to be released the next time
   */
  public long releaseBehind(long begin, long end) {
    if (end - begin < WORTH_RELEASING) {
      return begin;
    }
    release(begin, end);
    return end;
  }

  /** Reads, and so checks, what nobody has asked for. */
  public void readRest() {
    if (loader == null) {
      return;
    }
    for (int i = seen.nextClearBit(0); i < pieces.length; i = seen.nextClearBit(i + 1)) {
      reuse(load(i));
    }
  }

  /** The same bytes, not copied where they are there. */
  Bytes toBytes() {
    byte[][] all = new byte[pieces.length][];
    for (int i = 0; i < all.length; i++) {
      byte[] p = loader == null ? pieces[i] : null;
      all[i] = p != null ? p : copy(starts[i], (int) (starts[i + 1] - starts[i]));
    }
    return Bytes.of(all);
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
