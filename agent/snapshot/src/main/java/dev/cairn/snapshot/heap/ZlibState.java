package dev.cairn.snapshot.heap;

import dev.cairn.runtime.ZlibHistory;
import dev.cairn.runtime.ZlibStreams;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.FieldEntry;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The native streams of deflaters and inflaters: stored as what they were given ({@link
 * ZlibHistory}), made again, and given that again.
 */
final class ZlibState {
  static final FieldEntry DEFLATER = stream(Deflater.class);
  static final FieldEntry INFLATER = stream(Inflater.class);

  private static final String CLOSE =
      "end or reset it before the safe point, or make it inside the loop's body";

  private static final Refusals.Refusal UNSEEN =
      new Refusals.Refusal(
          "its native stream was made before the job began, or by native code",
          "make one inside the job");
  private static final Refusals.Refusal UNKNOWN =
      new Refusals.Refusal(
          "its last call failed or is not over, and nobody knows what of it was done", CLOSE);
  private static final Refusals.Refusal TOO_LONG =
      new Refusals.Refusal(
          "its native stream was given more than "
              + (ZlibHistory.LIMIT >> 20)
              + " MiB since it was made or reset, and is made again from all of it",
          CLOSE);

  private ZlibState() {}

  private static FieldEntry stream(Class<?> c) {
    return new FieldEntry(c.getName(), "stream", byte[].class.descriptorString());
  }

  /** Whether a stored value is a stream's history. */
  static boolean is(FieldEntry entry) {
    return entry.equals(DEFLATER) || entry.equals(INFLATER);
  }

  /**
   * What a deflater's or inflater's stream was given.
   *
   * @throws SlotView.RefusedValueException nobody knows it
   */
  static byte[] content(Object o) {
    long address = address(o);
    return address == 0 ? new byte[] {ZlibHistory.CLOSED} : history(address).content();
  }

  /** Whether an inflater may give more without further input, as later releases note it. */
  static Object isPending(Object inflater) {
    long address = address(inflater);
    return address != 0
        && history(address).isFilled()
        && Mem.getByte(inflater, Mem.offset(Inflater.class, "finished")) == 0;
  }

  private static ZlibHistory history(long address) {
    ZlibHistory h = ZlibStreams.history(address);
    if (h == null || h.isUnknown() || h.isTooLong()) {
      throw new SlotView.RefusedValueException(
          h == null ? UNSEEN : h.isTooLong() ? TOO_LONG : UNKNOWN);
    }
    return h;
  }

  private static long address(Object o) {
    Class<?> c = o instanceof Deflater ? Deflater.class : Inflater.class;
    Object ref = Mem.getRef(o, Mem.offset(c, "zsRef"));
    return ref == null ? 0 : Mem.getLong(ref, Mem.offset(ref.getClass(), "address"));
  }

  /**
   * Gives restored deflaters and inflaters, whose fields are all there, their native streams.
   *
   * @throws SnapshotMismatchException this JVM's zlib does otherwise, or they are none that a walk
   *     found
   */
  static void restore(HeapBuilder heap) {
    for (HeapBuilder.Outside o : heap.streams()) {
      if (!(o.content() instanceof byte[] content)) {
        throw new SnapshotMismatchException("a stream of the snapshot has no history");
      }
      if (o.object() instanceof Deflater d) {
        new DeflaterReplay(d).run(content);
      } else {
        new InflaterReplay((Inflater) o.object()).run(content);
      }
    }
  }
}
