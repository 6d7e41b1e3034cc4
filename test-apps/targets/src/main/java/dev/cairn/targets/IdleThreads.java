package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Threads that are idle at the safe point: pools of all sorts, a timer, a scheduled task, a
 * shutdown hook, parallel streams, a thread that has not started and one that has ended.
 */
public final class IdleThreads {
  private static final ThreadLocal<Integer> TASKS = ThreadLocal.withInitial(() -> 0);

  private IdleThreads() {}

  @SuppressWarnings("ThreadPriorityCheck") // whether it is carried is the question
  public static void main(String[] args) throws Exception {
    int turns = args.length == 0 ? 12 : Integer.parseInt(args[0]);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("the hook runs"), "hook"));
    ExecutorService fixed = Executors.newFixedThreadPool(3);
    ExecutorService cached = Executors.newCachedThreadPool();
    ExecutorService single = Executors.newSingleThreadExecutor();
    ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(2);
    AtomicInteger fired = new AtomicInteger();
    scheduled.schedule(fired::incrementAndGet, 1, TimeUnit.DAYS);
    Timer timer = new Timer("daily", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            fired.incrementAndGet();
          }
        },
        TimeUnit.DAYS.toMillis(1),
        TimeUnit.DAYS.toMillis(1));
    Thread later = new Thread(() -> System.out.println("later"), "later");
    later.setPriority(7);
    Thread ended = new Thread(() -> {}, "ended");
    ended.start();
    ended.join();
    long sum = 0;
    for (@CheckpointLoop int turn = 0; turn < turns; turn++) {
      sum = 31 * sum + work(turn, List.of(fixed, cached, single, scheduled));
      System.out.println(
          turn + " " + sum + " " + later.getState() + later.getPriority() + ended.getState());
    }
    later.start();
    later.join();
    // What the single worker counted in its own thread local, over all lives.
    System.out.println("tasks " + single.submit(TASKS::get).get() + ", fired " + fired);
    System.out.println("workers " + ((ThreadPoolExecutor) fixed).getPoolSize());
    scheduled.shutdownNow();
    for (ExecutorService e : List.of(fixed, cached, single, scheduled)) {
      e.shutdown();
      System.out.println(e.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private static long work(int turn, List<ExecutorService> pools) throws Exception {
    List<Future<Long>> results = new ArrayList<>();
    for (ExecutorService pool : pools) {
      for (int i = 0; i < 3; i++) {
        long seed = turn * 31L + i;
        results.add(
            pool.submit(
                () -> {
                  TASKS.set(TASKS.get() + 1);
                  return seed * seed;
                }));
      }
    }
    long sum = 0;
    for (Future<Long> r : results) {
      sum = 31 * sum + r.get();
    }
    sum += IntStream.range(0, 10_000).parallel().mapToLong(i -> (long) i * turn % 7).sum();
    return sum + CompletableFuture.supplyAsync(() -> 5L * turn).join();
  }
}
