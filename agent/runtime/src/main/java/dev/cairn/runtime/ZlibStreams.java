package dev.cairn.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The histories of zlib's native streams, by their addresses. Calls that stand in the JDK's {@code
 * Deflater} and {@code Inflater} around those of their native methods tell it; their names and
 * descriptors follow from these ({@code ZlibHooks}). Thread-safe.
 *
 * <p>Of each native call that changes a stream's state it is told before ({@link #calling}) and,
 * unless that throws, after.
 */
public final class ZlibStreams {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** Of the native methods' result: how much was read, how much written, and two flags. */
  private static final int LENGTH = 0x7fff_ffff;

  private static final int GIVEN = 31;
  private static final int FLAG = 63;

  private static final Map<Long, ZlibHistory> HISTORIES = new ConcurrentHashMap<>();

  private ZlibStreams() {}

  /** A stream's, or null where it was made before anybody told. */
  public static @Nullable ZlibHistory history(long address) {
    return HISTORIES.get(address);
  }

  /**
   * Gives the history of a stream that was given all of another's, which may have been in other
   * calls.
   *
   * @param filled {@link ZlibHistory#isFilled} of the other
   */
  public static ZlibHistory replayed(long address, boolean filled) {
    ZlibHistory h = HISTORIES.get(address);
    if (h == null) {
      throw new IllegalStateException("no stream is at " + address);
    }
    h.setFilled(filled);
    return h;
  }

  // ---- told by the JDK's classes ----

  public static void deflaterMade(int level, int strategy, boolean nowrap, long address) {
    HISTORIES.put(address, ZlibHistory.ofDeflater(level, strategy, nowrap));
  }

  public static void inflaterMade(boolean nowrap, long address) {
    HISTORIES.put(address, ZlibHistory.ofInflater(nowrap));
  }

  public static void calling(long address) {
    ZlibHistory h = HISTORIES.get(address);
    if (h != null) {
      h.calling();
    }
  }

  /** Told before: another stream may have the address as soon as it is free. */
  public static void ended(long address) {
    HISTORIES.remove(address);
  }

  public static void wasReset(long address) {
    ZlibHistory h = HISTORIES.get(address);
    if (h != null) {
      h.reset();
    }
  }

  public static void dictionary(long address, byte[] bytes, int offset, int length) {
    ZlibHistory h = HISTORIES.get(address);
    if (h != null) {
      h.dictionary(bytes, offset, length);
    }
  }

  public static void dictionary(long address, long bytes, int length) {
    if (HISTORIES.containsKey(address)) {
      dictionary(address, memory(bytes, length), 0, length);
    }
  }

  public static void inflated(
      long address,
      byte[] in,
      int inOff,
      int inLen,
      byte[] out,
      int outOff,
      int outLen,
      long result) {
    ZlibHistory h = HISTORIES.get(address);
    if (h != null) {
      h.inflated(in, inOff, used(result), out, outOff, outLen, given(result));
    }
  }

  public static void inflated(
      long address, byte[] in, int inOff, int inLen, long out, int outLen, long result) {
    if (HISTORIES.containsKey(address)) {
      inflated(address, in, inOff, inLen, memory(out, given(result)), 0, outLen, result);
    }
  }

  public static void inflated(
      long address, long in, int inLen, byte[] out, int outOff, int outLen, long result) {
    if (HISTORIES.containsKey(address)) {
      inflated(address, memory(in, used(result)), 0, inLen, out, outOff, outLen, result);
    }
  }

  public static void inflated(long address, long in, int inLen, long out, int outLen, long result) {
    if (HISTORIES.containsKey(address)) {
      inflated(address, memory(in, used(result)), 0, inLen, out, outLen, result);
    }
  }

  public static void deflated(
      long address,
      byte[] in,
      int inOff,
      int inLen,
      byte[] out,
      int outOff,
      int outLen,
      int flush,
      int parameters,
      long result) {
    ZlibHistory h = HISTORIES.get(address);
    if (h != null) {
      boolean unset = result >>> FLAG != 0;
      h.deflated(
          in,
          inOff,
          used(result),
          inLen,
          out,
          outOff,
          given(result),
          outLen,
          flush,
          parameters,
          unset);
    }
  }

  public static void deflated(
      long address,
      byte[] in,
      int inOff,
      int inLen,
      long out,
      int outLen,
      int flush,
      int parameters,
      long result) {
    if (HISTORIES.containsKey(address)) {
      byte[] given = memory(out, given(result));
      deflated(address, in, inOff, inLen, given, 0, outLen, flush, parameters, result);
    }
  }

  public static void deflated(
      long address,
      long in,
      int inLen,
      byte[] out,
      int outOff,
      int outLen,
      int flush,
      int parameters,
      long result) {
    if (HISTORIES.containsKey(address)) {
      byte[] used = memory(in, used(result));
      deflated(address, used, 0, inLen, out, outOff, outLen, flush, parameters, result);
    }
  }

  public static void deflated(
      long address,
      long in,
      int inLen,
      long out,
      int outLen,
      int flush,
      int parameters,
      long result) {
    if (HISTORIES.containsKey(address)) {
      byte[] used = memory(in, used(result));
      deflated(address, used, 0, inLen, out, outLen, flush, parameters, result);
    }
  }

  /** How much of its input a native call consumed, by its result. */
  public static int used(long result) {
    return (int) (result & LENGTH);
  }

  /** How much it gave, by its result. */
  public static int given(long result) {
    return (int) ((result >>> GIVEN) & LENGTH);
  }

  private static byte[] memory(long address, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) { // where an array's bytes begin, releases say in other types
      bytes[i] = UNSAFE.getByte(address + i);
    }
    return bytes;
  }
}
