package dev.cairn.benchmarks.coroutines;

import com.offbynull.coroutines.user.Continuation;
import com.offbynull.coroutines.user.Coroutine;
import com.offbynull.coroutines.user.CoroutineRunner;

/** What {@code KernelMain} does, inside a coroutine. */
public final class PeerMain implements Coroutine {
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
    new CoroutineRunner(job).execute();
    for (long n : job.nanos) {
      System.out.println(n);
    }
    System.out.println("sum " + Double.doubleToLongBits(job.sum));
  }

  @Override
  public void run(Continuation continuation) {
    for (int i = -warmUps; i < nanos.length; i++) {
      long start = Clock.nanos();
      sum += kernel.run(continuation, new Once());
      if (i >= 0) {
        nanos[i] = Clock.nanos() - start;
      }
    }
  }
}
