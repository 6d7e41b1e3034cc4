package dev.cairn.agent.sample;

import dev.cairn.agent.Say;
import dev.cairn.instrumenter.sample.LoopCounter;
import dev.cairn.instrumenter.sample.LoopReport;
import dev.cairn.instrumenter.sample.LoopSamples;
import dev.cairn.instrumenter.sample.ProgramLoops;
import dev.cairn.instrumenter.sample.SampledFrame;
import dev.cairn.runtime.LoopCounts;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts the loops of the program's classes, looks at the main thread's stack a hundred times a
 * second, and at the end prints what was seen. The program runs as it would, somewhat slower.
 */
public final class LoopWatch {
  private static final long PERIOD_NANOS = Duration.ofMillis(10).toNanos();

  private final Thread main;
  private final Duration time;
  private final Say say;
  private final ProgramLoops loops = new ProgramLoops(LoopCounts.MOST);
  private final LoopSamples samples = new LoopSamples(loops);
  private final ClassLoader application = ClassLoader.getSystemClassLoader();
  private long begun;
  private boolean told;

  private LoopWatch(Thread main, Duration time, Say say) {
    this.main = main;
    this.time = time;
    this.say = say;
  }

  /**
   * Begins to watch this thread.
   *
   * @param time after which the program is ended; zero: it ends by itself
   */
  public static void start(Duration time, Instrumentation instrumentation, Say say) {
    LoopWatch watch = new LoopWatch(Thread.currentThread(), time, say);
    instrumentation.addTransformer(watch.new Counting());
    Thread sampler = new Thread(watch::watch, "cairn-loops");
    sampler.setDaemon(true);
    Runtime.getRuntime().addShutdownHook(new Thread(watch::tell, "cairn-loops-report"));
    sampler.start();
  }

  private void watch() {
    long start = System.nanoTime();
    synchronized (this) {
      begun = start;
    }
    while (main.isAlive()) {
      LockSupport.parkNanos(PERIOD_NANOS);
      look(main.getStackTrace());
      if (!time.isZero() && System.nanoTime() - start >= time.toNanos()) {
        tell();
        System.exit(0);
      }
    }
    tell(); // other threads may live on for long
  }

  private synchronized void look(StackTraceElement[] stack) {
    if (told || stack.length == 0) {
      return;
    }
    List<SampledFrame> frames = new ArrayList<>(stack.length);
    for (int i = stack.length - 1; i >= 0; i--) {
      StackTraceElement e = stack[i];
      frames.add(
          new SampledFrame(
              e.getClassName(), e.getMethodName(), e.getLineNumber(), isApplication(e)));
    }
    samples.add(frames);
  }

  /** The JDK's frames tell their module; those of class loaders that the program makes, nothing. */
  private static boolean isApplication(StackTraceElement frame) {
    return frame.getModuleName() == null;
  }

  private synchronized void tell() {
    if (told) {
      return;
    }
    told = true;
    if (samples.total() == 0) {
      say.line("the program ended before its main thread was seen once; give it more to do");
      return;
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    say.block("\n" + new LoopReport(samples, LoopCounts.passes(), seconds).text());
  }

  /** Adds the counts. */
  private final class Counting implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (loader != application || redefined != null) {
        return null;
      }
      try {
        return LoopCounter.weave(classFile, loops);
      } catch (RuntimeException e) { // ASM checks no bytes; the class is left as it is
        say.line("the loops of " + name + " are not counted: " + e);
        return null;
      }
    }
  }
}
