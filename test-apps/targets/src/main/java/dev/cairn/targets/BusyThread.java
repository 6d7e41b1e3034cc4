package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.util.concurrent.CountDownLatch;

/** A second thread that is in the midst of its own work: no snapshot until it has ended. */
public final class BusyThread {
  private BusyThread() {}

  public static void main(String[] args) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread worker = new Thread(() -> waitFor(end), "worker");
    worker.start();
    int sum = 0;
    for (@CheckpointLoop int i = 0; i < 10; i++) {
      sum += i;
      if (i == 5) {
        end.countDown();
        worker.join();
      }
      System.out.println(i + " " + sum);
    }
  }

  private static void waitFor(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
