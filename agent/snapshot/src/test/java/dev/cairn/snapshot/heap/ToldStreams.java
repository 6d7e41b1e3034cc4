package dev.cairn.snapshot.heap;

import dev.cairn.runtime.ZlibStreams;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflaters and inflaters whose calls are told by hand, as the hooked JDK classes tell them. */
public final class ToldStreams {
  static {
    Snapshots.access(); // opens the JDK to Mem
  }

  private ToldStreams() {}

  /** A new one, without zlib's header. */
  public static Deflater deflater(int level) {
    Deflater d = new Deflater(level, true);
    ZlibStreams.deflaterMade(level, Deflater.DEFAULT_STRATEGY, true, address(d, Deflater.class));
    return d;
  }

  /** A new one, without zlib's header. */
  public static Inflater inflater() {
    Inflater i = new Inflater(true);
    ZlibStreams.inflaterMade(true, address(i, Inflater.class));
    return i;
  }

  /** What comes of this input; the last of all if {@code finish}. */
  public static byte[] deflate(Deflater d, byte[] in, int room, boolean finish) {
    if (finish) {
      d.finish();
    }
    return deflate(d, in, room, Deflater.SYNC_FLUSH, finish ? 4 : Deflater.SYNC_FLUSH);
  }

  /** What comes of this input. */
  static byte[] deflate(Deflater d, byte[] in, int room, int flush) {
    return deflate(d, in, room, flush, flush);
  }

  /**
   * @param flush what the deflater is asked for
   * @param told what it asks of zlib: once it is to finish, that
   */
  private static byte[] deflate(Deflater d, byte[] in, int room, int flush, int told) {
    byte[] out = new byte[room];
    long read = d.getBytesRead();
    long address = address(d, Deflater.class);
    d.setInput(in);
    ZlibStreams.calling(address);
    int n = d.deflate(out, 0, room, flush);
    long result = d.getBytesRead() - read | (long) n << 31;
    ZlibStreams.deflated(address, in, 0, in.length, out, 0, room, told, 0, result);
    return Arrays.copyOf(out, n);
  }

  /** What comes of this input. */
  public static byte[] inflate(Inflater i, byte[] in, int room) {
    byte[] out = new byte[room];
    long read = i.getBytesRead();
    long address = address(i, Inflater.class);
    i.setInput(in);
    ZlibStreams.calling(address);
    try {
      int n = i.inflate(out);
      long result = i.getBytesRead() - read | (long) n << 31;
      ZlibStreams.inflated(address, in, 0, in.length, out, 0, room, result);
      return Arrays.copyOf(out, n);
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    }
  }

  static long address(Object stream, Class<?> type) {
    Object ref = Mem.getRef(stream, Mem.offset(type, "zsRef"));
    return Mem.getLong(ref, Mem.offset(ref.getClass(), "address"));
  }
}
