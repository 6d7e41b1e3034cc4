package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;

/** Fork-join tasks that are done and still held, each of which ended in its own way. */
final class TaskCases {
  private TaskCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("the common pool", TaskCases::common, o -> checkCommon((List<?>) o)),
        new Case("task with its result", TaskCases::done, o -> checkDone((Sum) o)),
        new Case("tasks that failed", TaskCases::failed, o -> checkFailed((List<?>) o)),
        new Case("cancelled task", TaskCases::cancelled, o -> checkCancelled((Sum) o)),
        new Case("task that a pool has done", TaskCases::pooled, o -> checkPooled((List<?>) o)),
        new Case("completer", TaskCases::completed, o -> checkCompleted((Counting) o)));
  }

  static List<Class<?>> classes() {
    return List.of(TaskCases.class, Sum.class, Counting.class);
  }

  /** Forks one half, and computes the other; a negative number is too many. */
  private static final class Sum extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;
    private final int n;
    private Sum half;

    Sum(int n) {
      this.n = n;
    }

    @Override
    protected Integer compute() {
      if (n < 0) {
        throw new IllegalStateException("less than nothing: " + n);
      }
      if (n < 2) {
        return n;
      }
      half = new Sum(n / 2);
      half.fork();
      return new Sum(n - n / 2).compute() + half.join();
    }
  }

  private static Object done() {
    Sum s = new Sum(100);
    s.setForkJoinTaskTag((short) -7);
    assertThat(s.invoke()).isEqualTo(100);
    return s;
  }

  private static void checkDone(Sum s) {
    assertThat(s.isCompletedNormally()).isTrue();
    assertThat(s.join()).isEqualTo(100);
    assertThat(s.half.join()).isEqualTo(50);
    assertThat(s.half.isDone()).isTrue();
    assertThat(s.getForkJoinTaskTag()).isEqualTo((short) -7);
    s.reinitialize();
    assertThat(s.isDone()).isFalse();
    assertThat(s.invoke()).isEqualTo(100);
  }

  /** One in this thread, one in a pool's. */
  private static Object failed() {
    Sum here = new Sum(-1);
    here.quietlyInvoke();
    Sum there = new Sum(-2);
    ForkJoinPool pool = new ForkJoinPool(1);
    pool.execute(there);
    there.quietlyJoin();
    pool.shutdown();
    return new ArrayList<>(List.of(here, here.getException(), there));
  }

  private static void checkFailed(List<?> all) {
    Sum here = (Sum) all.get(0);
    assertThat(here.isCompletedAbnormally()).isTrue();
    assertThat(here.isCancelled()).isFalse();
    assertThat(here.getException() == all.get(1)).isTrue(); // this thread threw it
    Throwable there = ((Sum) all.get(2)).getException();
    assertThat(there).isInstanceOf(IllegalStateException.class);
    assertThat(there).hasRootCauseMessage("less than nothing: -2"); // another: a copy
    assertThatThrownBy(() -> ((Sum) all.get(2)).join()).isInstanceOf(IllegalStateException.class);
  }

  private static Object cancelled() {
    Sum s = new Sum(3);
    s.cancel(false);
    return s;
  }

  private static void checkCancelled(Sum s) {
    assertThat(s.isCancelled()).isTrue();
    assertThat(s.getException()).isInstanceOf(CancellationException.class);
    assertThatThrownBy(s::join).isInstanceOf(CancellationException.class);
    assertThat(s.half).isNull();
  }

  private static Object common() {
    ForkJoinPool common = ForkJoinPool.commonPool();
    assertThat(common.submit(() -> 7).join()).isEqualTo(7);
    common.awaitQuiescence(1, TimeUnit.MINUTES);
    return new ArrayList<>(List.of(common, common));
  }

  private static void checkCommon(List<?> all) {
    assertThat(all.get(0)).isSameAs(ForkJoinPool.commonPool()).isSameAs(all.get(1));
    assertThat(((ForkJoinPool) all.get(0)).submit(() -> 8).join()).isEqualTo(8);
  }

  private static Object pooled() {
    ForkJoinPool pool = new ForkJoinPool(2);
    ForkJoinTask<Integer> sum = pool.submit(new Sum(40));
    ForkJoinTask<String> text = pool.submit(() -> "called");
    ForkJoinTask<String> adapted = ForkJoinTask.adapt(() -> "adapted");
    adapted.invoke();
    List<Object> all = new ArrayList<>(List.of(sum, text, adapted));
    all.forEach(t -> ((ForkJoinTask<?>) t).quietlyJoin());
    pool.shutdown();
    return all;
  }

  private static void checkPooled(List<?> all) {
    List<Object> results = new ArrayList<>();
    for (Object t : all) {
      assertThat(((ForkJoinTask<?>) t).isCompletedNormally()).isTrue();
      results.add(((ForkJoinTask<?>) t).join());
    }
    assertThat(results).containsExactly(40, "called", "adapted");
  }

  /** Completes when two of its own have. */
  private static final class Counting extends CountedCompleter<Integer> {
    private static final long serialVersionUID = 1;
    private final int depth;
    private int seen;

    Counting(Counting above, int depth) {
      super(above);
      this.depth = depth;
    }

    @Override
    public void compute() {
      if (depth > 0) {
        setPendingCount(1);
        new Counting(this, depth - 1).compute();
        new Counting(this, depth - 1).compute();
      } else {
        tryComplete();
      }
    }

    @Override
    public void onCompletion(CountedCompleter<?> caller) {
      seen = 1;
      if (getCompleter() instanceof Counting above) {
        above.seen++;
      }
    }

    @Override
    public Integer getRawResult() {
      return seen;
    }
  }

  private static Object completed() {
    Counting c = new Counting(null, 3);
    c.invoke();
    return c;
  }

  private static void checkCompleted(Counting c) {
    assertThat(c.isCompletedNormally()).isTrue();
    assertThat(c.getRawResult()).isPositive();
    assertThat(c.getPendingCount()).isZero();
  }
}
