package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.UnsupportedJvmException;
import java.util.function.ToLongFunction;

/**
 * The identity hash in an object's header.
 *
 * <pre>
 *   mark word, 64 bits, HotSpot 17        ... | hash:31 at 8  | unused:1 age:4 biased:1 lock:2
 *   mark word, 64 bits, HotSpot 24+       ... | hash:31 at 11 | valhalla:4 age:4 self-fwd:1 lock:2
 *   mark word, 32 bits                          hash:25 at 7  | age:4 biased:1 lock:2
 * </pre>
 *
 * Of a locked object the mark word keeps the hash, or the header that its monitor holds:
 *
 * <pre>
 *   lock:00   its owner's stack has the header (17), or nothing else has changed (21+)
 *   lock:10   inflated: the rest is the address of its monitor, which begins with the header;
 *             with compact headers nothing else has changed
 * </pre>
 *
 * The places are probed for, not assumed; what is otherwise is left alone. A header is only ever
 * written by compare-and-set of a whole word just read. A monitor that nobody holds may be deflated
 * at any time: the mark word is put back first, the monitor freed later. So what is read in a
 * monitor counts if the mark word still leads there, and is written only where it holds the
 * object's own hash, which memory that has come to other use doesn't.
 */
final class HeaderHash {
  private static final int NEUTRAL = 1;
  private static final int INFLATED = 2;
  private static final int BIASED = 5;

  /** Where the hash of a locked object stands. */
  private enum Locked {
    IN_MARK,
    IN_MONITOR,
    ELSEWHERE
  }

  private final boolean wide;
  private final int shift;
  private final int mask;

  private Locked owned = Locked.ELSEWHERE;
  private Locked inflated = Locked.ELSEWHERE;

  private HeaderHash(boolean wide, int shift, int mask) {
    this.wide = wide;
    this.shift = shift;
    this.mask = mask;
  }

  /**
   * Finds the hash's place by hashing fresh objects, then tests reading, writing and clearing.
   *
   * @throws UnsupportedJvmException where the header isn't as drawn above
   */
  static HeaderHash probe() {
    return probe(o -> Mem.addressSize() == 8 ? Mem.getLong(o, 0) : Mem.getInt(o, 0) & 0xffffffffL);
  }

  /**
   * As {@link #probe()}.
   *
   * @param word the first word of an object's header
   */
  static HeaderHash probe(ToLongFunction<Object> word) {
    boolean wide = Mem.addressSize() == 8;
    int mask = wide ? 0x7fffffff : 0x1ffffff;
    int shift = -1;
    for (int i = 0; i < 16; i++) {
      int found = find(word, wide, mask);
      if (found < 0 || (shift >= 0 && found != shift)) {
        boolean biased = (word.applyAsLong(new Object()) & 7) == BIASED;
        throw new UnsupportedJvmException(
            "this JVM's object headers are not as known ("
                + System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.vm.version")
                + "); "
                + (biased ? "leave out -XX:+UseBiasedLocking" : "use HotSpot 17 to 25"));
      }
      shift = found;
    }
    HeaderHash h = new HeaderHash(wide, shift, mask);
    h.selfTest();
    h.probeLocked();
    return h;
  }

  private static int find(ToLongFunction<Object> word, boolean wide, int mask) {
    Object o = new Object();
    long before = word.applyAsLong(o);
    int hash = System.identityHashCode(o);
    long after = word.applyAsLong(o);
    for (int s = 3; s < (wide ? 33 : 8); s++) {
      boolean here = ((after >>> s) & mask) == hash && ((before >>> s) & mask) == 0;
      if (here && (before & 7) == NEUTRAL && after == (before | ((long) hash << s))) {
        return s;
      }
    }
    return -1;
  }

  private void selfTest() {
    for (int i = 0; i < 64; i++) {
      Object o = i % 2 == 0 ? new Object() : new byte[i];
      int hash = 1 + i * 0x31415;
      boolean ok = read(o) == 0 && set(o, hash) && read(o) == hash;
      if (i % 4 == 0) {
        clear(o, hash);
        ok &= read(o) == 0;
      } else {
        ok &= System.identityHashCode(o) == hash;
        ok &= replace(o, hash + 1) && System.identityHashCode(o) == hash + 1;
      }
      if (!ok) {
        throw new UnsupportedJvmException(
            "writing an identity hash into an object's header does not work on this JVM ("
                + System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.vm.version")
                + "); use HotSpot 17 to 25");
      }
    }
  }

  /**
   * What isn't seen to be as drawn is left alone: such an object's hash is then asked of the JVM.
   */
  private void probeLocked() {
    Object o = new Object();
    int hash = System.identityHashCode(o);
    synchronized (o) {
      long mark = mark(o);
      if ((mark & 3) == 0 && hash(mark) == hash) {
        owned = Locked.IN_MARK;
      }
      inflate(o);
      mark = mark(o);
      if ((mark & 3) == INFLATED && hash(mark) == hash) {
        inflated = Locked.IN_MARK;
      } else if (wide && (mark & 3) == INFLATED) {
        long header = Mem.getLong(null, mark ^ INFLATED);
        if ((header & 7) == NEUTRAL && hash(header) == hash) {
          inflated = Locked.IN_MONITOR;
        }
      }
    }
  }

  /** Whoever waits needs a monitor. */
  @SuppressWarnings({"WaitNotInLoop", "WaitNotifyOutsideSynchronized"})
  private static void inflate(Object o) {
    try {
      o.wait(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int hash(long header) {
    return (int) (header >>> shift) & mask;
  }

  /** The highest hash that a header holds. */
  int max() {
    return mask;
  }

  /**
   * The hash in the header: 0 where there is none yet, -1 where the header does not show it (the
   * object is locked).
   */
  int read(Object o) {
    long mark = mark(o);
    return (mark & 7) == NEUTRAL ? (int) (mark >>> shift) & mask : -1;
  }

  /** The object's hash, locked or not: 0 where it has none, -1 where only the JVM can tell. */
  int hashOf(Object o) {
    while (true) {
      long mark = mark(o);
      if ((mark & 7) == NEUTRAL || isInMark(mark)) {
        return hash(mark);
      }
      if ((mark & 3) != INFLATED || inflated != Locked.IN_MONITOR) {
        return -1;
      }
      long header = Mem.getLong(null, mark ^ INFLATED);
      if (mark(o) == mark) {
        return hash(header);
      }
    }
  }

  /**
   * As {@link #hashOf}, and to be asked on a thread that may hold the object's lock: a header that
   * lies on this thread's own stack stays there meanwhile.
   */
  int hashOfHeld(Object o) {
    int hash = hashOf(o);
    long mark = mark(o);
    if (hash >= 0) {
      return hash;
    }
    if ((mark & 7) == BIASED) {
      return 0; // to hash such an object is to end its bias
    }
    if ((mark & 3) == 0 && mark != 0 && Thread.holdsLock(o)) {
      long header = wide ? Mem.getLong(null, mark) : Mem.getInt(null, mark) & 0xffffffffL;
      return (header & 7) == NEUTRAL ? hash(header) : -1;
    }
    return -1;
  }

  /** Where a header holds its hash, as a mask. */
  long bits() {
    return (long) mask << shift;
  }

  private boolean isInMark(long mark) {
    return ((mark & 3) == 0 && owned == Locked.IN_MARK)
        || ((mark & 3) == INFLATED && inflated == Locked.IN_MARK);
  }

  /** Gives an object that has no hash this one; false where it has one, or is locked. */
  boolean set(Object o, int hash) {
    while (true) {
      long mark = mark(o);
      if ((mark & 7) != NEUTRAL || ((mark >>> shift) & mask) != 0) {
        return false;
      }
      if (cas(o, mark, mark | ((long) hash << shift))) {
        return true;
      }
    }
  }

  /**
   * Gives an object another hash than it has; false where it is locked in a way that forbids it.
   */
  boolean replace(Object o, int hash) {
    while (true) {
      long mark = mark(o);
      if ((mark & 3) == INFLATED && inflated == Locked.IN_MONITOR) {
        int now = System.identityHashCode(o);
        long monitor = mark ^ INFLATED;
        long header = Mem.getLong(null, monitor);
        boolean its = mark(o) == mark && (header & 7) == NEUTRAL && hash(header) == now;
        if (its
            && Mem.casLong(null, monitor, header, with(header, hash))
            && System.identityHashCode(o) == hash) { // else deflated meanwhile, with the old one
          return true;
        }
      } else if ((mark & 7) != NEUTRAL && ((mark & 3) != 0 || owned != Locked.IN_MARK)) {
        return false; // compact headers: the table of monitors is keyed by the hash
      } else if (cas(o, mark, with(mark, hash))) {
        return true;
      }
    }
  }

  private long with(long header, int hash) {
    return (header & ~((long) mask << shift)) | ((long) hash << shift);
  }

  /** Takes back a hash given by {@link #set}; leaves an object alone that is locked by now. */
  void clear(Object o, int hash) {
    while (true) {
      long mark = mark(o);
      if ((mark & 7) != NEUTRAL || ((mark >>> shift) & mask) != hash) {
        return;
      }
      if (cas(o, mark, mark & ~((long) mask << shift))) {
        return;
      }
    }
  }

  private long mark(Object o) {
    return wide ? Mem.getLong(o, 0) : Mem.getInt(o, 0) & 0xffffffffL;
  }

  private boolean cas(Object o, long expected, long mark) {
    return wide ? Mem.casLong(o, 0, expected, mark) : Mem.casInt(o, 0, (int) expected, (int) mark);
  }
}
