package dev.cairn.snapshot.heap;

import dev.cairn.runtime.ZlibHistory;
import dev.cairn.runtime.ZlibStreams;
import java.lang.invoke.MethodHandle;
import java.util.zip.Inflater;

/** An inflater's stream: all that it consumed, and as much of its output. */
final class InflaterReplay extends ZlibReplay {
  /** As a caller's buffer; more of it is given in several calls. */
  private static final int ROOM = 1 << 16;

  InflaterReplay(Inflater owner) {
    super(owner, Inflater.class);
  }

  @Override
  int kind() {
    return ZlibHistory.INFLATER;
  }

  @Override
  long make(int level, int strategy, boolean nowrap) throws Throwable {
    check(level == -1 && strategy == 0);
    long address = (long) handle("init", long.class, boolean.class).invoke(nowrap);
    ZlibStreams.inflaterMade(nowrap, address);
    return address;
  }

  /** Ends where nothing moves any more: at the same place, or where the histories differ. */
  @Override
  void step(int kind, long address) throws Throwable {
    check(kind == ZlibHistory.INFLATE);
    int used = length();
    int from = position();
    skip(used);
    long given = longNumber();
    MethodHandle inflate =
        bound(
            "inflateBytesBytes",
            long.class,
            byte[].class,
            int.class,
            int.class,
            byte[].class,
            int.class,
            int.class);
    byte[] out = new byte[ROOM];
    int in = 0;
    long left = given;
    while (true) {
      int room = (int) Math.min(left, ROOM);
      long result = (long) inflate.invoke(address, content(), from + in, used - in, out, 0, room);
      ZlibStreams.inflated(address, content(), from + in, used - in, out, 0, room, result);
      int read = ZlibStreams.used(result);
      int written = ZlibStreams.given(result);
      in += read;
      left -= written;
      if (read == 0 && written == 0) {
        return;
      }
    }
  }
}
