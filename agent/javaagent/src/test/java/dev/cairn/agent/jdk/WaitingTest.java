package dev.cairn.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thread's stack tells whether its loop can be run anew. Outermost frame first here. */
class WaitingTest {
  private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";
  private static final String QUEUE = "java.util.concurrent.LinkedBlockingQueue";
  private static final String SYNC = "java.util.concurrent.locks.AbstractQueuedSynchronizer";
  private static final String PARK = "jdk.internal.misc.Unsafe.park";

  private static Waiting of(Thread.State state, List<String> outer, String... inner) {
    List<StackTraceElement> stack = new ArrayList<>();
    List<String> frames = new ArrayList<>(outer);
    frames.addAll(List.of(inner));
    for (String f : frames) {
      int dot = f.lastIndexOf('.');
      stack.add(new StackTraceElement(f.substring(0, dot), f.substring(dot + 1), null, -1));
    }
    Collections.reverse(stack);
    return Waiting.of(state, stack);
  }

  private static List<String> worker(String... outermost) {
    List<String> frames = new ArrayList<>(List.of(outermost));
    frames.add(POOL + "$Worker.run");
    frames.add(POOL + ".runWorker");
    frames.add(POOL + ".getTask");
    return frames;
  }

  @Test
  void aWorkerWithoutATask() {
    List<String> on17 = worker("java.lang.Thread.run");
    List<String> on25 = worker("java.lang.Thread.run", "java.lang.Thread.runWith");
    for (List<String> w : List.of(on17, on25)) {
      assertThat(
              of(Thread.State.WAITING, w, QUEUE + ".take", SYNC + "$ConditionObject.await", PARK))
          .isEqualTo(Waiting.IDLE);
      assertThat(
              of(
                  Thread.State.WAITING,
                  w,
                  QUEUE + ".take",
                  "java.util.concurrent.locks.ReentrantLock.lockInterruptibly",
                  PARK))
          .isEqualTo(Waiting.IDLE);
    }
  }

  /** Its take is called through a bridge. */
  @Test
  void aScheduledPoolsWorker() {
    String take = "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take";
    assertThat(
            of(
                Thread.State.TIMED_WAITING,
                worker("java.lang.Thread.run"),
                take,
                take,
                SYNC + "$ConditionObject.awaitNanos",
                PARK))
        .isEqualTo(Waiting.IDLE);
  }

  @Test
  void aWorkerThatHasATaskInHand() {
    List<String> w = worker("java.lang.Thread.run");
    // Woken, and about to run on.
    assertThat(of(Thread.State.RUNNABLE, w, QUEUE + ".take", SYNC + "$ConditionObject.await", PARK))
        .isEqualTo(Waiting.BUSY);
    // The element is taken out already: others are being told that there is room.
    assertThat(of(Thread.State.WAITING, w, QUEUE + ".take", QUEUE + ".signalNotFull", PARK))
        .isEqualTo(Waiting.BUSY);
    assertThat(of(Thread.State.WAITING, w)).isEqualTo(Waiting.BUSY);
  }

  @Test
  void aWorkerInsideTheProgramsOwnCode() {
    assertThat(
            of(
                Thread.State.WAITING,
                worker("java.lang.Thread.run", "com.acme.Setup.run"),
                QUEUE + ".take",
                SYNC + "$ConditionObject.await",
                PARK))
        .isEqualTo(Waiting.BUSY);
    assertThat(
            of(
                Thread.State.WAITING,
                worker("java.lang.Thread.run"),
                "com.acme.MyQueue.take",
                SYNC + "$ConditionObject.await",
                PARK))
        .isEqualTo(Waiting.BUSY);
    assertThat(
            of(
                Thread.State.WAITING,
                List.of("java.lang.Thread.run", "com.acme.Loop.run"),
                "java.lang.Object.wait"))
        .isEqualTo(Waiting.BUSY);
  }

  @Test
  void aTimer() {
    List<String> t = List.of("java.util.TimerThread.run", "java.util.TimerThread.mainLoop");
    assertThat(of(Thread.State.TIMED_WAITING, t, "java.lang.Object.wait")).isEqualTo(Waiting.IDLE);
    assertThat(of(Thread.State.BLOCKED, t)).isEqualTo(Waiting.IDLE);
    assertThat(of(Thread.State.RUNNABLE, t)).isEqualTo(Waiting.BUSY);
    assertThat(of(Thread.State.WAITING, t, "com.acme.Tick.run", "java.lang.Object.wait"))
        .isEqualTo(Waiting.BUSY);
  }

  @Test
  void aForkJoinWorker() {
    List<String> w =
        List.of(
            "java.util.concurrent.ForkJoinWorkerThread.run",
            "java.util.concurrent.ForkJoinPool.runWorker");
    String wait = "java.util.concurrent.ForkJoinPool.awaitWork";
    assertThat(of(Thread.State.WAITING, w, wait, PARK)).isEqualTo(Waiting.SPARE);
    assertThat(
            of(Thread.State.WAITING, w, "java.util.concurrent.ForkJoinPool.deactivate", wait, PARK))
        .isEqualTo(Waiting.SPARE);
    assertThat(of(Thread.State.RUNNABLE, w)).isEqualTo(Waiting.BUSY);
    assertThat(of(Thread.State.WAITING, w, "com.acme.Task.compute", PARK)).isEqualTo(Waiting.BUSY);
  }
}
