package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Read-write locks count their holds in one number, which is an int in some releases and a long in
 * later ones. A snapshot holds the long, and the class above that has it; who held the lock, and
 * how often, is in fields that all releases have.
 *
 * <pre>
 *          readers' holds   the writer's holds
 *   int    bits 16 to 31    bits 0 to 15
 *   long   bits 32 to 63    bits 0 to 31
 * </pre>
 */
final class ReadWriteLocks {
  private static final Class<?> SYNC =
      Renewed.type(ReentrantReadWriteLock.class.getName() + "$Sync");

  private static final long STATE = Mem.offset(AbstractQueuedSynchronizer.class, "state");
  private static final long HEAD = Mem.offset(AbstractQueuedSynchronizer.class, "head");
  private static final Class<?> NODE =
      Renewed.type("java.util.concurrent.locks.AbstractQueuedSynchronizer$Node");
  private static final long NEXT = Mem.offset(NODE, "next");
  private static final long WAITER = Mem.offset(NODE, "waiter");

  private static final int MOST = 0xffff;

  private static final Refusals.Refusal WAITED_FOR =
      new Refusals.Refusal(
          "another thread waits for this read-write lock", "let it end before the safe point");

  /** The int's form; null where there is a long. */
  static final OtherForms.@Nullable Form FORM =
      AbstractQueuedSynchronizer.class.isAssignableFrom(SYNC)
          ? new OtherForms.Form(
              Set.of("head", "state", "tail"), List.of(queue("head"), counts(), queue("tail")))
          : null;

  private ReadWriteLocks() {}

  /** Whether objects of this class hold a read-write lock's state. */
  static boolean is(Class<?> c) {
    return SYNC.isAssignableFrom(c);
  }

  private static Shape.Slot counts() {
    return OtherForms.slot(
        AbstractQueuedLongSynchronizer.class.getName(),
        "state",
        long.class,
        new OtherForm() {
          @Override
          public Object get(Object o) {
            return widened(Mem.getInt(o, STATE));
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            Mem.putInt(o, STATE, narrowed(value instanceof Long l ? l : 0));
          }
        });
  }

  /** The threads that wait: none. A node that was left by the last one means nothing. */
  private static Shape.Slot queue(String name) {
    return OtherForms.slot(
        AbstractQueuedLongSynchronizer.class.getName(),
        name,
        Renewed.type("java.util.concurrent.locks.AbstractQueuedLongSynchronizer$Node"),
        new OtherForm() {
          @Override
          public @Nullable Object get(Object o) {
            for (Object n = Mem.getRef(o, HEAD); n != null; n = Mem.getRef(n, NEXT)) {
              if (Mem.getRef(n, WAITER) != null) {
                throw new RefusedValueException(WAITED_FOR);
              }
            }
            return null;
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            if (value != null) {
              throw new SnapshotMismatchException(
                  "a thread waits for a read-write lock of the snapshot; resume with the Java"
                      + " release that the job ran with");
            }
          }
        });
  }

  static long widened(int state) {
    return (long) (state >>> 16) << 32 | (state & MOST);
  }

  /**
   * @throws SnapshotMismatchException the lock is held too often
   */
  static int narrowed(long state) {
    long readers = state >>> 32;
    long writers = state & 0xffff_ffffL;
    if (readers > MOST || writers > MOST) {
      throw new SnapshotMismatchException(
          "a read-write lock of the snapshot is held "
              + Math.max(readers, writers)
              + " times, and this Java counts to "
              + MOST
              + "; resume with the Java release that the job ran with");
    }
    return (int) (readers << 16 | writers);
  }
}
