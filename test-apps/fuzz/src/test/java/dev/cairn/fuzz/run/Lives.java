package dev.cairn.fuzz.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

/** Runs a program's entry on a thread of its own, as a JVM does its main thread. */
final class Lives {
  private static final long STACK = 64L << 20;

  /**
   * Seconds that a program may compute, its snapshots not counted: by its own processor time, since
   * a busy machine may take any time for the deepest recursion.
   */
  private static final long LONGEST = 120;

  /** Seconds after which a program is stuck that does not even compute. */
  private static final long STUCK = 1_200;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Lives() {}

  /** Thrown through the job where it goes on elsewhere. */
  static final class Moving extends Error {
    private static final long serialVersionUID = 1L;

    Moving() {
      super("moving", null, false, false);
    }
  }

  /** What {@code Main.run()} gives, or what it threw. */
  static String run(Classes classes) throws Failure {
    Life life = new Life(classes);
    Thread t = new Thread(null, life, "job", STACK);
    t.setDaemon(true);
    t.setContextClassLoader(classes); // as the application's is a main thread's
    t.start();
    if (hangs(t)) {
      Exception where = new Exception("it hangs");
      where.setStackTrace(t.getStackTrace());
      throw new Failure(Failure.What.HANGING, where);
    }
    if (life.failure != null) {
      throw life.failure;
    }
    return life.result;
  }

  private static boolean hangs(Thread t) {
    long begin = System.nanoTime();
    try {
      do {
        t.join(1_000);
      } while (t.isAlive()
          && TimeUnit.NANOSECONDS.toSeconds(THREADS.getThreadCpuTime(t.getId())) < LONGEST
          && TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) < STUCK);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return t.isAlive();
  }

  private static final class Life implements Runnable {
    private final Classes classes;
    private volatile String result;
    private volatile Failure failure;

    Life(Classes classes) {
      this.classes = classes;
    }

    @Override
    public void run() {
      try {
        Method m = Class.forName("Main", true, classes).getDeclaredMethod("run");
        m.setAccessible(true);
        result = (String) m.invoke(null);
      } catch (InvocationTargetException e) {
        Throwable cause = e.getCause();
        result = "thrown " + cause;
        if (cause instanceof VerifyError || cause instanceof ClassFormatError) {
          failure = new Failure(Failure.What.NOT_VERIFIED, cause);
        } else if (!(cause instanceof Moving)) {
          failure = new Failure(Failure.What.BROKEN, cause); // programs catch what they throw
        }
      } catch (VerifyError | ClassFormatError e) {
        failure = new Failure(Failure.What.NOT_VERIFIED, e);
      } catch (Throwable e) {
        failure = new Failure(Failure.What.BROKEN, e);
      }
    }
  }
}
