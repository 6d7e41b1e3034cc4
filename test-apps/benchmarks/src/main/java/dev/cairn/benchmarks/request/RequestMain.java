package dev.cairn.benchmarks.request;

import dev.cairn.runtime.Rehearsal;
import dev.cairn.runtime.Woven;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code RequestMain kernel warmUps requests}: asks a running kernel for its frames, again and
 * again, and prints for each request the processor time of the kernel's thread from the request to
 * the safe point, and from there to the last frame saved, in nanoseconds.
 */
public final class RequestMain {
  /** Apart by more than a call of a kernel takes: it is asked in hot copies, not in clones. */
  private static final int LEAST_MILLIS = 20;

  private static final int SPREAD_MILLIS = 20;
  private static final long GLANCE_NANOS = 20_000;

  /** As many as the agent's thread does, some seconds after a job's start. */
  private static final int REHEARSALS = 1_500;

  private RequestMain() {}

  public static void main(String[] args) throws Exception {
    int warmUps = Integer.parseInt(args[1]);
    int requests = Integer.parseInt(args[2]);
    WovenKernels classes = new WovenKernels();
    AskedJob job = new AskedJob(classes);
    Woven.install(job);
    Rehearsal rehearsal = new Rehearsal(job);
    for (int i = 0; i < REHEARSALS; i++) {
      rehearsal.act();
    }
    Thread thread = start(classes, args[0]);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    Random random = new Random(1);
    for (int i = -warmUps; i < requests; i++) {
      Thread.sleep(LEAST_MILLIS + random.nextInt(SPREAD_MILLIS));
      long asked = clock.getThreadCpuTime(thread.getId());
      Woven.request = 1;
      AskedJob.Saved saved = await(job, thread);
      if (i >= 0) {
        System.out.println((saved.reached() - asked) + " " + (saved.saved() - saved.reached()));
      }
    }
    System.out.flush();
    Runtime.getRuntime().halt(0); // the kernel never returns
  }

  private static Thread start(WovenKernels classes, String kernel) throws Exception {
    var run = Class.forName(WovenKernels.ROOT, true, classes).getMethod("run", String.class);
    Thread thread =
        new Thread(
            () -> {
              try {
                run.invoke(null, kernel);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            },
            "job");
    thread.start();
    return thread;
  }

  private static AskedJob.Saved await(AskedJob job, Thread thread) {
    while (thread.isAlive()) {
      AskedJob.Saved saved = job.take();
      if (saved != null) {
        return saved;
      }
      LockSupport.parkNanos(GLANCE_NANOS);
    }
    throw new IllegalStateException("the job has ended");
  }
}
