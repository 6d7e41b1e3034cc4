package dev.cairn.benchmarks.javaflow;

import org.apache.commons.javaflow.api.Continuation;
import org.apache.commons.javaflow.api.continuable;

/** What {@code KernelMain} does, inside a continuation. */
public final class PeerMain implements Runnable {
  private final Kernel kernel;
  private final int warmUps;
  private final long[] nanos;
  private double sum;

  private PeerMain(Kernel kernel, int warmUps, int repetitions) {
    this.kernel = kernel;
    this.warmUps = warmUps;
    this.nanos = new long[repetitions];
  }

  public static void main(String[] args) {
    PeerMain job =
        new PeerMain(
            Kernels.byName(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Continuation.startWith(job);
    for (long n : job.nanos) {
      System.out.println(n);
    }
    System.out.println("sum " + Double.doubleToLongBits(job.sum));
  }

  @Override
  public @continuable void run() {
    for (int i = -warmUps; i < nanos.length; i++) {
      long start = Clock.nanos();
      sum += kernel.run(new Once());
      if (i >= 0) {
        nanos[i] = Clock.nanos() - start;
      }
    }
  }
}
