package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/**
 * A timer whose task must not get into a critical section that the job is in, though the job's
 * monitor is left while a snapshot is taken. In each turn the task falls due a little later after
 * the safe point: before, while and after the snapshot is taken.
 */
public final class HeldTimer {
  private final Object lock = new Object();
  private boolean inside;
  private volatile int intruders;

  private HeldTimer() {}

  public static void main(String[] args) throws InterruptedException {
    new HeldTimer().run(Integer.parseInt(args[0]));
  }

  private void run(int turns) throws InterruptedException {
    Timer timer = new Timer(true);
    for (int turn = 0; turn < turns; turn++) {
      CountDownLatch ran = new CountDownLatch(1);
      synchronized (lock) {
        inside = true;
        timer.schedule(look(ran), 10L * turn);
        step();
        inside = false;
      }
      ran.await();
    }
    timer.cancel();
    System.out.println("intruders " + intruders);
  }

  private TimerTask look(CountDownLatch ran) {
    return new TimerTask() {
      @Override
      public void run() {
        synchronized (lock) {
          if (inside) {
            intruders++;
          }
        }
        ran.countDown();
      }
    };
  }

  private static void step() {
    for (@CheckpointLoop int i = 0; i < 1; i++) {
      Thread.onSpinWait();
    }
  }
}
