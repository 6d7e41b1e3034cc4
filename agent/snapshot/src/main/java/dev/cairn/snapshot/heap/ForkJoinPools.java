package dev.cairn.snapshot.heap;

import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Fork-join pools of the job's own in which nothing is under way: their workers are spare (they
 * come as work does), and what else a pool holds follows from how it was made.
 *
 * <pre>
 *   parallelism  order(- last in first out, + first in first out)  prefix of its workers' names
 *   common       the one that every JVM has
 * </pre>
 *
 * How often its workers have stolen, and how many it has had, begins anew: both are races.
 */
final class ForkJoinPools {
  /** The text of the pool that every JVM has. */
  private static final String COMMON = "common";

  private static final long KEEP_ALIVE = 60_000;

  private static final long FACTORY = Mem.offset(ForkJoinPool.class, "factory");
  private static final long HANDLER = Mem.offset(ForkJoinPool.class, "ueh");
  private static final long SATURATE = Mem.offset(ForkJoinPool.class, "saturate");
  private static final long ALIVE = Mem.offset(ForkJoinPool.class, "keepAlive");
  private static final long PREFIX = Mem.offset(ForkJoinPool.class, "workerNamePrefix");

  private static final Refusals.Refusal BUSY =
      new Refusals.Refusal(
          "a fork-join pool has tasks under way", "join them before the safe point");
  private static final Refusals.Refusal SPECIAL =
      new Refusals.Refusal(
          "a fork-join pool was shut down, or made with a factory, a handler or limits of its own",
          "make it by its parallelism, and its order, alone");

  private ForkJoinPools() {}

  /** Whether objects of this class are stored so. */
  static boolean is(Class<?> c) {
    return c == ForkJoinPool.class;
  }

  /**
   * @throws SlotView.RefusedValueException it can't be made again as it is
   */
  @SuppressWarnings("ReferenceEquality") // the default factory is one object
  static String text(ForkJoinPool pool) {
    if (!pool.isQuiescent() || pool.hasQueuedSubmissions() || pool.getQueuedTaskCount() > 0) {
      throw new SlotView.RefusedValueException(BUSY);
    }
    if (pool == ForkJoinPool.commonPool()) {
      return COMMON;
    }
    if (pool.isShutdown()
        || Mem.getRef(pool, FACTORY) != ForkJoinPool.defaultForkJoinWorkerThreadFactory
        || Mem.getRef(pool, HANDLER) != null
        || Mem.getRef(pool, SATURATE) != null
        || Mem.getLong(pool, ALIVE) != KEEP_ALIVE
        || hasDelayedTasks(pool)
        || limits(pool) != limits(made(pool.getParallelism(), pool.getAsyncMode()))) {
      throw new SlotView.RefusedValueException(SPECIAL);
    }
    return pool.getParallelism() + (pool.getAsyncMode() ? " + " : " - ") + Mem.getRef(pool, PREFIX);
  }

  /** The object of a text. */
  static ForkJoinPool make(String text) {
    if (text.equals(COMMON)) {
      return ForkJoinPool.commonPool();
    }
    String[] part = text.split(" ", 3);
    if (part.length != 3 || !(part[1].equals("+") || part[1].equals("-"))) {
      throw new IllegalArgumentException("not a text of a fork-join pool: " + text);
    }
    ForkJoinPool pool = made(Integer.parseInt(part[0]), part[1].equals("+"));
    Mem.putRef(pool, PREFIX, part[2]);
    return pool;
  }

  /** Without counting: pools that the job makes are numbered as in a run that never stopped. */
  private static ForkJoinPool made(int parallelism, boolean async) {
    ForkJoinPool.ForkJoinWorkerThreadFactory factory =
        ForkJoinPool.defaultForkJoinWorkerThreadFactory; // initialises the class, at the latest
    JdkStatic ids = Objects.requireNonNull(JdkStatic.find(ForkJoinPool.class.getName(), "poolIds"));
    int before = Mem.getInt(ids.base(), ids.offset());
    try {
      return new ForkJoinPool(parallelism, factory, null, async);
    } finally {
      Mem.putInt(ids.base(), ids.offset(), before);
    }
  }

  /** How many workers it keeps and may have: in the releases' own words. */
  private static long limits(ForkJoinPool pool) {
    return Mem.field(ForkJoinPool.class, "config")
        .map(f -> Mem.getLong(pool, Mem.fieldOffset(f)))
        .orElseGet(() -> (long) Mem.getInt(pool, Mem.offset(ForkJoinPool.class, "bounds")));
  }

  /** From 25 on pools take tasks for later, too. */
  private static boolean hasDelayedTasks(ForkJoinPool pool) {
    @Nullable Object scheduler =
        Mem.field(ForkJoinPool.class, "delayScheduler")
            .map(f -> Mem.getRef(pool, Mem.fieldOffset(f)))
            .orElse(null);
    return scheduler != null;
  }
}
