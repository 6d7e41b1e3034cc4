package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Keeps bytes outside of the heap as long as there are {@link Slabs}, and beyond that in the heap,
 * where a lack of room is an OutOfMemoryError. Not thread-safe; may be passed on.
 *
 * <pre>
 *   slab  [ piece | piece | piece |  free ]    next .. end
 * </pre>
 */
final class NativeArena implements Arena {
  private final Slabs slabs;
  private final List<Long> taken = new ArrayList<>();
  private long next;
  private long end;
  private long outside;
  private boolean full;
  private boolean closed;

  NativeArena(Slabs slabs) {
    this.slabs = slabs;
  }

  @Override
  public Piece keep(byte[] from, int length) {
    if (closed) {
      throw new IllegalStateException("the arena is closed");
    }
    if (length > Slabs.SIZE || (end - next < length && !grow())) {
      return Arena.HEAP.keep(from, length);
    }
    long address = next;
    next += length;
    outside += length;
    Mem.copyOut(from, 0, address, length);
    return new NativePiece(address, length);
  }

  @Override
  public long outside() {
    return outside;
  }

  private boolean grow() {
    long slab = full ? 0 : slabs.take();
    if (slab == 0) {
      full = true;
      return false;
    }
    taken.add(slab);
    next = slab;
    end = slab + Slabs.SIZE;
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      slabs.giveBack(taken);
    }
  }

  private final class NativePiece implements Piece {
    private final long address;
    private final int length;

    NativePiece(long address, int length) {
      this.address = address;
      this.length = length;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public void read(int at, byte[] to, int index, int n) {
      check(at, to, index, n);
      Mem.copyIn(address + at, to, index, n);
    }

    @Override
    public void write(int at, byte[] from, int index, int n) {
      check(at, from, index, n);
      Mem.copyOut(from, index, address + at, n);
    }

    /** Memory that is not ours must be neither read nor written. */
    private void check(int at, byte[] array, int index, int n) {
      if (closed) {
        throw new IllegalStateException("the arena is closed");
      }
      Objects.checkFromIndexSize(at, n, length);
      Objects.checkFromIndexSize(index, n, array.length);
    }
  }
}
