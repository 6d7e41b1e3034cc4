package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.UnsupportedJvmException;

/**
 * The identity hash in an object's header.
 *
 * <pre>
 *   mark word, 64 bits, HotSpot 17        ... | hash:31 at 8  | unused:1 age:4 biased:1 lock:2
 *   mark word, 64 bits, HotSpot 24+       ... | hash:31 at 11 | valhalla:4 age:4 self-fwd:1 lock:2
 *   mark word, 32 bits                          hash:25 at 7  | age:4 biased:1 lock:2
 * </pre>
 *
 * The place is probed for, not assumed. Only an object whose low three bits are 001 (neither
 * locked, inflated, biased nor forwarded) shows its hash here; only such a header is ever written,
 * and only by compare-and-set of a whole mark word just read.
 */
final class HeaderHash {
  private static final int NEUTRAL = 1;

  private final boolean wide;
  private final int shift;
  private final int mask;

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
    boolean wide = Mem.addressSize() == 8;
    int mask = wide ? 0x7fffffff : 0x1ffffff;
    int shift = -1;
    for (int i = 0; i < 16; i++) {
      int found = find(wide, mask);
      if (found < 0 || (shift >= 0 && found != shift)) {
        throw new UnsupportedJvmException(
            "this JVM's object headers are not as known ("
                + System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.vm.version")
                + "); use HotSpot 17 to 25");
      }
      shift = found;
    }
    HeaderHash h = new HeaderHash(wide, shift, mask);
    h.selfTest();
    return h;
  }

  private static int find(boolean wide, int mask) {
    Object o = new Object();
    long before = wide ? Mem.getLong(o, 0) : Mem.getInt(o, 0) & 0xffffffffL;
    int hash = System.identityHashCode(o);
    long after = wide ? Mem.getLong(o, 0) : Mem.getInt(o, 0) & 0xffffffffL;
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
