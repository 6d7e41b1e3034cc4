package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that nobody has begun, or that are done: how far one has come between the two, releases
 * number in their own ways, and pools know beside it.
 *
 * <pre>
 *   status   31 done   17 with an exception   16 cancelled, or with one   15 to 0 the job's own tag
 *            24 how others may help while it is not done (some releases): left out
 * </pre>
 */
final class ForkJoinTasks {
  private static final Class<?> THROWN = Renewed.type(ForkJoinTask.class.getName() + "$Aux");
  private static final long STATUS = Mem.offset(ForkJoinTask.class, "status");
  private static final long THREAD = Mem.offset(THROWN, "thread");

  private static final int DONE = 1 << 31;
  private static final int END = DONE | 1 << 17 | 1 << 16;
  private static final int TAG = 0xffff;
  private static final int HELP = 1 << 24;

  private static final Refusals.Refusal BEGUN =
      new Refusals.Refusal("a fork-join task is under way", "join it before the safe point");

  private ForkJoinTasks() {}

  /** Gives a field that is stored otherwise than it is; null for all others. */
  static @Nullable SlotView view(Field f) {
    if (f.getDeclaringClass() == ForkJoinTask.class && f.getName().equals("status")) {
      return o -> stored(Mem.getInt(o, STATUS));
    }
    return f.getDeclaringClass() == THROWN && f.getName().equals("thread")
        ? ForkJoinTasks::thrower
        : null;
  }

  /**
   * A status as every release has it.
   *
   * @throws SlotView.RefusedValueException the task has been begun and is not done
   */
  static int stored(int status) {
    int known = status & ~HELP;
    if (status != 0 && (status >= 0 || (known & ~(END | TAG)) != 0)) {
      throw new SlotView.RefusedValueException(BEGUN);
    }
    return known;
  }

  /**
   * Which thread an exception was thrown in, which is asked only whether it is the one that asks. A
   * pool's worker does not go along: the workers that come after it are others.
   */
  private static @Nullable Object thrower(Object thrown) {
    Object thread = Mem.getRef(thrown, THREAD);
    return thread instanceof ForkJoinWorkerThread ? null : thread;
  }
}
