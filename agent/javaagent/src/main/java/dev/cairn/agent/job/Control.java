package dev.cairn.agent.job;

import dev.cairn.agent.Say;
import dev.cairn.runtime.Ending;
import dev.cairn.runtime.Rehearsal;
import dev.cairn.runtime.Woven;
import java.time.Duration;
import java.util.Arrays;

/**
 * The agent's own thread: raises requests when they are due, watches deadlines, shows progress.
 * Ticks each 10 ms while something is pending or due soon, which costs the job nothing.
 */
public final class Control extends Thread {
  private static final int OWN_FRAMES = 4;
  private static final long TICK_MILLIS = 10;
  private static final long LOOK_NANOS = 1_000_000_000;

  /** The tick at which what a first snapshot needs is found: a start shall not wait for it. */
  private static final int AHEAD = 50;

  /** From the start to the first rehearsal: short jobs are over by then. */
  private static final long FIRST_REHEARSAL_NANOS = 2_000_000_000;

  /** After so many HotSpot has compiled what is rehearsed with all it has. */
  private static final int REHEARSALS = 1_500;

  /** Time between rehearsals, as a multiple of what the last one took: 0.5 % of a processor. */
  private static final int REST = 200;

  private final Requests requests;
  private final Refusals refusals;
  private final Finish finish;
  private final RunningJob job;
  private final Progress progress;
  private final Runnable ahead;
  private final IntervalFile interval;
  private final Say say;
  private final Rehearsal rehearsal;
  private int ticks;
  private int rehearsals;
  private long nextRehearsal;
  private long nextLook;

  /**
   * @param ahead finds what the first snapshot will need, if it hasn't been taken before
   */
  Control(
      Requests requests,
      Refusals refusals,
      Finish finish,
      RunningJob job,
      Progress progress,
      Runnable ahead,
      IntervalFile interval,
      Say say) {
    super(null, null, "cairn-control", 0, false);
    setDaemon(true);
    this.requests = requests;
    this.refusals = refusals;
    this.finish = finish;
    this.job = job;
    this.progress = progress;
    this.ahead = ahead;
    this.interval = interval;
    this.say = say;
    this.rehearsal = new Rehearsal(job);
    this.nextLook = System.nanoTime();
    this.nextRehearsal = nextLook + FIRST_REHEARSAL_NANOS;
  }

  /** Asks for a stop; called by signal handlers. */
  public void stop(String reason) {
    if (!requests.stop(reason, System.nanoTime())) {
      return; // asked before: it is under way
    }
    say.line(reason + ": stopping at the next safe point");
    Thread root = Woven.thread();
    if (root == null) {
      finish.stoppedOutsideRoot("the root was not entered yet, nothing is lost");
    } else if (!root.isAlive()) {
      say.line("the root has returned; waiting for the program's end");
    }
  }

  @Override
  public void run() {
    while (true) {
      try {
        tick(System.nanoTime());
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return; // nobody but a debugger does this
      } catch (OutOfMemoryError | StackOverflowError e) {
        Woven.request = 1; // the job's, not ours: it is tried again as soon as there is room
      }
    }
  }

  private void tick(long now) {
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_NANOS;
      Duration every = interval.look();
      if (every != null) {
        requests.every(every);
      }
    }
    Requests.Tick tick = requests.tick(now);
    if (tick.raise() || progress.wantsCounter(now)) {
      Woven.request = 1;
    }
    Thread root = Woven.thread();
    boolean over = Ending.asked() || (root != null && !root.isAlive());
    if (tick.deadlineMissed() && !over) { // a program that is ending is let end
      finish.deadlineMissed(job.reached(), inTheWay());
    }
    if (tick.unreached() && !over) {
      say.line("no safe point is reached: " + whereabouts());
    }
    refusals.tick(now);
    progress.show(now, job.counter());
    prepare(now);
  }

  private void prepare(long now) {
    if (ticks <= AHEAD && ticks++ == AHEAD) {
      ahead.run();
    }
    if (rehearsals < REHEARSALS && now - nextRehearsal >= 0) {
      rehearsals++;
      long begun = System.nanoTime();
      rehearsal.act();
      long over = System.nanoTime();
      nextRehearsal = over + REST * (over - begun);
    }
  }

  private String inTheWay() {
    String refusal = refusals.standing();
    return refusal != null
        ? "every snapshot was refused: " + refusal
        : "no safe point was reached: " + whereabouts();
  }

  private static String whereabouts() {
    Thread t = Woven.thread();
    if (t == null) {
      return "the root was not entered";
    }
    StackTraceElement[] stack = t.getStackTrace();
    if (stack.length == 0) {
      return "the job's thread '" + t.getName() + "' has ended";
    }
    StringBuilder b = new StringBuilder("the job's thread '" + t.getName() + "' is at ");
    b.append(stack[0]);
    // Where it stands, then the program's own way there: the JDK's frames between help nobody.
    Arrays.stream(stack)
        .skip(1)
        .filter(f -> f.getModuleName() == null)
        .limit(OWN_FRAMES)
        .forEach(f -> b.append(" < ").append(f));
    return b.append("; mark a loop there, or one inside it").toString();
  }
}
