package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.ByteSink;
import dev.cairn.snapshot.format.FieldEntry;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies in buffers of the JDK beyond what counts ({@link LiveParts}): left of a line that told
 * the time, say. It is kept beside the state, since a stream of the job's may look at it when it is
 * given the buffer, but the state's own bytes are zeros there: equal states have equal digests.
 *
 * <pre>
 *   the owner is stored:   its buffer was discovered from there, and nowhere else so far
 *   the array is stored:   where in its column is noted
 *   the walk is over:      nothing else led to it: what is dead is taken out
 * </pre>
 */
final class DeadContent {
  /** How the names of its entries begin: {@code dead.NUMBER.BYTE}. */
  private static final String PREFIX = "dead.";

  /** Larger buffers count as a whole. */
  private static final int LARGEST = 1 << 20;

  /**
   * An array of which only a part counts.
   *
   * @param over the number of the buffer over it, or 0
   */
  private record Candidate(Object array, LiveParts.Part part, int over) {}

  private final Map<Integer, LiveParts.Part> buffers = new HashMap<>();
  private final Map<Integer, Candidate> arrays = new HashMap<>();
  private final BitSet numbers = new BitSet();
  private final Map<Integer, ByteSink> columns = new HashMap<>();
  private final Map<Integer, Long> starts = new HashMap<>();

  /** Whether an array is a candidate: asked for each one. */
  boolean isCandidate(int number) {
    return numbers.get(number);
  }

  /** What counts of what lies in a field of {@code owner}; null where all may. */
  LiveParts.@Nullable Part part(LiveParts.Holder holder, int number, Object owner) {
    LiveParts.Part p = holder.part(owner);
    return p == null ? buffers.get(number) : p;
  }

  /** Notes a buffer that was discovered from its owner. */
  void buffer(int number, LiveParts.Part part) {
    buffers.put(number, part);
  }

  /** Notes an array that was discovered from {@code owner}. */
  void array(int number, Object array, LiveParts.Part part, int owner) {
    if (array instanceof Object[] || bytes(array) > LARGEST) {
      return;
    }
    arrays.put(number, new Candidate(array, part, buffers.containsKey(owner) ? owner : 0));
    numbers.set(number);
  }

  /** A candidate is about to be stored. */
  void storing(int number, ByteSink column) {
    columns.put(number, column);
    starts.put(number, column.length());
  }

  /** Says whether but one reference to an object was met. */
  interface Alone {
    boolean test(int number);
  }

  /** Takes out what is dead, and gives it by name. */
  SortedMap<String, String> take(Alone alone) {
    SortedMap<String, String> dead = new TreeMap<>();
    arrays.forEach(
        (number, c) -> {
          ByteSink column = columns.get(number);
          Long start = starts.get(number);
          if (column != null
              && start != null
              && alone.test(number)
              && (c.over == 0 || alone.test(c.over))) {
            int width = width(c.array);
            int end = bytes(c.array);
            int from = Math.min(end, Math.max(0, c.part.from() * width));
            int to = Math.min(end, Math.max(from, c.part.to() * width));
            take(number, column, start, 0, from, dead);
            take(number, column, start, to, end, dead);
          }
        });
    return dead;
  }

  private static void take(
      int number, ByteSink column, long start, int from, int to, SortedMap<String, String> dead) {
    byte[] taken = column.blank(start + from, to - from);
    int end = taken.length;
    while (end > 0 && taken[end - 1] == 0) {
      end--;
    }
    if (end > 0) {
      dead.put(
          PREFIX + number + "." + from, new String(taken, 0, end, StandardCharsets.ISO_8859_1));
    }
  }

  /** Puts back what {@link #take} gave. */
  static void restore(SortedMap<String, String> state, HeapBuilder heap) {
    state
        .tailMap(PREFIX)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX)) {
                restore(name, text, heap);
              }
            });
  }

  private static void restore(String name, String text, HeapBuilder heap) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    String[] words = name.substring(PREFIX.length()).split("\\.", -1);
    try {
      Object array = heap.made(Integer.parseInt(words[0]));
      int from = Integer.parseInt(words[1]);
      if (words.length == 2
          && array.getClass().isArray()
          && !(array instanceof Object[])
          && from >= 0
          && from % width(array) == 0
          && bytes.length <= bytes(array) - from) {
        int width = width(array);
        bytes = Arrays.copyOf(bytes, (bytes.length + width - 1) / width * width);
        long at = Mem.arrayBase(array.getClass()) + from;
        Mem.fromBytes(bytes, 0, array, at, bytes.length, width);
        return;
      }
    } catch (IndexOutOfBoundsException | IllegalStateException | NumberFormatException e) {
      // said below: no such array
    }
    throw new SnapshotMismatchException(
        "the snapshot's " + name + " belongs to no array; it was written by another Cairn");
  }

  private static int width(Object array) {
    return FieldEntry.width(array.getClass().descriptorString().charAt(1));
  }

  private static int bytes(Object array) {
    return (int) Math.min(Integer.MAX_VALUE, (long) Array.getLength(array) * width(array));
  }
}
