package dev.cairn.snapshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The SHA-256 of a chunk's bytes, by which it is known everywhere. */
public record ChunkId(long a, long b, long c, long d) {
  /** Bytes that an id takes. */
  static final int BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The id whose bytes begin at {@code at}. */
  static ChunkId of(byte[] in, int at) {
    return new ChunkId(
        (long) LONG.get(in, at),
        (long) LONG.get(in, at + 8),
        (long) LONG.get(in, at + 16),
        (long) LONG.get(in, at + 24));
  }

  void putTo(byte[] to, int at) {
    LONG.set(to, at, a);
    LONG.set(to, at + 8, b);
    LONG.set(to, at + 16, c);
    LONG.set(to, at + 24, d);
  }

  /** A SHA-256 is its own best hash. */
  @Override
  public int hashCode() {
    return (int) d;
  }

  @Override
  public String toString() {
    return String.format("%016x%016x%016x%016x", a, b, c, d);
  }
}
