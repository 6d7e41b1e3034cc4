package dev.cairn.snapshot.heap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Stretches of memory outside of the heap. What is given back is kept for the next image while
 * there is room to spare: the system backs new memory page by page, at each page's first use, which
 * takes many times as long as to fill it. Thread-safe.
 */
final class Slabs {
  /** Bytes of one. */
  static final int SIZE = 16 << 20;

  /** What is left to the system beside the heap: code, threads' stacks, other processes. */
  private static final long MARGIN = 128L << 20;

  private final LongSupplier spare;
  private final Deque<Long> kept = new ArrayDeque<>();

  /**
   * @param spare bytes that may be taken, in all of this process
   */
  Slabs(LongSupplier spare) {
    this.spare = spare;
  }

  /**
   * Slabs of what this machine and this JVM leave: so much that the heap can still grow to its
   * largest size, and the system never ends the process for what is taken here.
   */
  static Slabs beside(Runtime jvm, SpareMemory memory) {
    return new Slabs(
        () -> memory.bytes() - (jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory()) - MARGIN);
  }

  /** The address of one, its content undefined; 0 where there is no room for it. */
  synchronized long take() {
    Long address = kept.pollFirst();
    return address != null ? address : spare.getAsLong() < SIZE ? 0 : Mem.allocateNative(SIZE);
  }

  /** Takes back what an image needed; what an earlier one left, and this one did not, is freed. */
  synchronized void giveBack(Iterable<Long> addresses) {
    free();
    addresses.forEach(kept::addLast);
    if (spare.getAsLong() < 0) {
      free();
    }
  }

  private void free() {
    kept.forEach(Mem::freeNative);
    kept.clear();
  }
}
