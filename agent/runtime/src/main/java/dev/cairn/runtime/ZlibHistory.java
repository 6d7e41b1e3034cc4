package dev.cairn.runtime;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a native stream of zlib was given since it was made or reset. Given the same again, another
 * one is in the same state; its own can't be read.
 *
 * <p>The {@linkplain #content() content}, numbers in 7-bit groups, lowest first:
 *
 * <pre>
 *   byte    {@link #DEFLATER} or {@link #INFLATER}
 *   byte    1: without zlib's header (nowrap); 2: the last call filled its output
 *   number  level + 1     of the stream as it was made or reset, 0 for an inflater
 *   number  strategy
 *   then steps, each
 *     byte  {@link #DICTIONARY}: number length, bytes
 *           {@link #INFLATE}:    number length, bytes consumed; number length of the output
 *           {@link #DEFLATE}:    byte flush; number parameters, as 32 bits; number length, bytes consumed;
 *                          number bytes given beyond; number length of the output, and of its room beyond
 *     byte  {@link #END}
 *   4 bytes the CRC-32 of all output, lowest first
 * </pre>
 *
 * <p>An inflater's state follows from what it consumed and how much it gave, in how many calls so
 * ever. A deflater's calls are kept one by one. How much more it could have read or written matters
 * to it where it is more than nothing (zlib's {@code deflate.c}: {@code avail_in}, {@code
 * avail_out}), and how much more only where it stores without compressing.
 *
 * <p>Not thread-safe: the JDK calls a stream in its monitor.
 */
public final class ZlibHistory {
  /** For a stream that was closed, there is this byte and nothing more. */
  public static final int CLOSED = 0;

  public static final int DEFLATER = 1;
  public static final int INFLATER = 2;

  public static final int END = 0;
  public static final int DICTIONARY = 1;
  public static final int INFLATE = 2;
  public static final int DEFLATE = 3;

  /** Bytes of steps that are kept of a stream, at most: 16 MiB. */
  public static final int LIMIT = 16 << 20;

  /**
   * Of a deflater's parameters ({@code Deflater.c}): 1 | strategy &lt;&lt; 1 | level &lt;&lt; 3.
   */
  private static final int PARAMETERS_GIVEN = 1;

  private final int kind;
  private final boolean nowrap;
  private int firstLevel;
  private int firstStrategy;
  private int level;
  private int strategy;
  private boolean filled;
  private final CRC32 output = new CRC32();
  private @Nullable ByteArrayOutputStream steps = new ByteArrayOutputStream(64);

  /** An inflater's step that goes on: what was consumed, and how much came out. */
  private final ByteArrayOutputStream consumed = new ByteArrayOutputStream(64);

  private long inflated;
  private boolean called;

  private ZlibHistory(int kind, int level, int strategy, boolean nowrap) {
    this.kind = kind;
    this.nowrap = nowrap;
    this.firstLevel = this.level = level;
    this.firstStrategy = this.strategy = strategy;
  }

  static ZlibHistory ofDeflater(int level, int strategy, boolean nowrap) {
    return new ZlibHistory(DEFLATER, level, strategy, nowrap);
  }

  static ZlibHistory ofInflater(boolean nowrap) {
    return new ZlibHistory(INFLATER, -1, 0, nowrap);
  }

  /** Whether its last call failed, or goes on: then nobody knows the stream's state. */
  public boolean isUnknown() {
    return called;
  }

  /** Whether more was given than is kept. */
  public boolean isTooLong() {
    return steps == null;
  }

  /** Whether the last call, before a reset too, gave as much as there was room for. */
  public boolean isFilled() {
    return filled;
  }

  /** After a replay, whose calls may be others. */
  void setFilled(boolean filled) {
    this.filled = filled;
  }

  void calling() {
    called = true;
  }

  void reset() {
    called = false;
    firstLevel = level;
    firstStrategy = strategy;
    steps = new ByteArrayOutputStream(64);
    consumed.reset();
    inflated = 0;
    output.reset();
  }

  void dictionary(byte[] bytes, int offset, int length) {
    called = false;
    ByteArrayOutputStream to = steps(length);
    if (to != null) {
      inflateStep(to);
      consumed.reset();
      inflated = 0;
      to.write(DICTIONARY);
      number(to, length);
      to.write(bytes, offset, length);
    }
  }

  void inflated(byte[] in, int inOffset, int used, byte[] out, int outOffset, int room, int given) {
    called = false;
    filled = given == room;
    output.update(out, outOffset, given);
    if (steps(used) != null) {
      consumed.write(in, inOffset, used);
      inflated += given;
    }
  }

  /**
   * @param inRoom how many bytes it could have consumed
   * @param outRoom how many it could have given
   * @param unset whether the parameters are still to be set
   */
  void deflated(
      byte[] in,
      int inOffset,
      int used,
      int inRoom,
      byte[] out,
      int outOffset,
      int given,
      int outRoom,
      int flush,
      int parameters,
      boolean unset) {
    called = false;
    filled = given == outRoom;
    output.update(out, outOffset, given);
    boolean set = (parameters & PARAMETERS_GIVEN) != 0;
    boolean stores = level == 0 || (set && parameters >> 3 == 0);
    int beyond = stores ? inRoom - used : Math.min(inRoom - used, 1);
    int roomBeyond = stores ? outRoom - given : Math.min(outRoom - given, 1);
    ByteArrayOutputStream to = steps(Math.max(Math.max(used, given), Math.max(beyond, roomBeyond)));
    if (to != null) {
      to.write(DEFLATE);
      to.write(flush);
      number(to, parameters & 0xffff_ffffL);
      number(to, used);
      to.write(in, inOffset, used);
      number(to, beyond);
      number(to, given);
      number(to, roomBeyond);
    }
    if (set && !unset) {
      strategy = (parameters >> 1) & 3;
      level = parameters >> 3;
    }
  }

  /** Where steps go, or null where there are too many; forgets them then. */
  private @Nullable ByteArrayOutputStream steps(int more) {
    ByteArrayOutputStream s = steps;
    if (s != null && (long) s.size() + consumed.size() + more > LIMIT) {
      steps = s = null;
      consumed.reset();
    }
    return s;
  }

  private void inflateStep(ByteArrayOutputStream to) {
    if (consumed.size() > 0 || inflated > 0) {
      to.write(INFLATE);
      number(to, consumed.size());
      to.writeBytes(consumed.toByteArray());
      number(to, inflated);
    }
  }

  /**
   * As it stands above.
   *
   * @throws IllegalStateException it is {@linkplain #isTooLong() too long} or {@linkplain
   *     #isUnknown() unknown}
   */
  public byte[] content() {
    ByteArrayOutputStream s = steps;
    if (s == null || called) {
      throw new IllegalStateException("this stream's history isn't known");
    }
    ByteArrayOutputStream to = new ByteArrayOutputStream(s.size() + consumed.size() + 32);
    to.write(kind);
    to.write((nowrap ? 1 : 0) | (filled ? 2 : 0));
    number(to, firstLevel + 1);
    number(to, firstStrategy);
    to.writeBytes(s.toByteArray());
    inflateStep(to);
    to.write(END);
    long crc = output.getValue();
    for (int i = 0; i < 4; i++) {
      to.write((int) (crc >>> (8 * i)));
    }
    return to.toByteArray();
  }

  private static void number(ByteArrayOutputStream to, long n) {
    long left = n;
    while (left > 0x7f) {
      to.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    to.write((int) left);
  }
}
