package dev.cairn.snapshot.heap;

import dev.cairn.runtime.ZlibHistory;
import dev.cairn.runtime.ZlibStreams;
import java.lang.invoke.MethodHandle;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** A deflater's stream, call by call. */
final class DeflaterReplay extends ZlibReplay {
  private @Nullable MethodHandle deflate;

  DeflaterReplay(Deflater owner) {
    super(owner, Deflater.class);
  }

  @Override
  int kind() {
    return ZlibHistory.DEFLATER;
  }

  @Override
  long make(int level, int strategy, boolean nowrap) throws Throwable {
    long address =
        (long)
            handle("init", long.class, int.class, int.class, boolean.class)
                .invoke(level, strategy, nowrap);
    ZlibStreams.deflaterMade(level, strategy, nowrap, address);
    return address;
  }

  @Override
  void step(int kind, long address) throws Throwable {
    check(kind == ZlibHistory.DEFLATE);
    int flush = next();
    check(flush >= Deflater.NO_FLUSH && flush <= 4); // Z_FINISH
    int parameters = (int) longNumber();
    check(parameters >> 3 >= -1 && parameters >> 3 <= 9 && ((parameters >> 1) & 3) <= 2);
    int used = length();
    int from = position();
    skip(used);
    int beyond = room();
    int given = room();
    int outRoom = given + room();
    // Of what it doesn't consume it sees how long it is, and no byte.
    byte[] in = new byte[used + beyond];
    System.arraycopy(content(), from, in, 0, used);
    byte[] out = new byte[outRoom];
    long result = deflate(address, in, out, flush, parameters);
    ZlibStreams.deflated(address, in, 0, in.length, out, 0, out.length, flush, parameters, result);
  }

  private int room() {
    int n = number();
    check(n <= ZlibHistory.LIMIT);
    return n;
  }

  private long deflate(long address, byte[] in, byte[] out, int flush, int parameters)
      throws Throwable {
    MethodHandle d = deflate;
    if (d == null) {
      d =
          bound(
              "deflateBytesBytes",
              long.class,
              byte[].class,
              int.class,
              int.class,
              byte[].class,
              int.class,
              int.class,
              int.class,
              int.class);
      deflate = d;
    }
    return (long) d.invoke(address, in, 0, in.length, out, 0, out.length, flush, parameters);
  }
}
