package dev.cairn.agent.job;

import dev.cairn.agent.Agent;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.agent.jdk.HiddenMain;
import dev.cairn.agent.jdk.JobThreads;
import dev.cairn.agent.job.Requests.Want;
import dev.cairn.agent.weave.WovenClasses;
import dev.cairn.runtime.Frame;
import dev.cairn.runtime.Job;
import dev.cairn.runtime.Pin;
import dev.cairn.runtime.Woven;
import dev.cairn.runtime.WovenMethod;
import dev.cairn.snapshot.heap.FinalFields;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The job as woven code sees it: decides at a safe point whether its frames are wanted, and takes
 * the snapshot once they are there. What is wanted when is {@link Requests}' and {@link Goals}'
 * business; what a snapshot is, {@link Snapshots}'.
 */
public final class RunningJob implements Job {
  /** A captured state that takes up to this part of the largest heap is written beside the job. */
  private static final int BESIDE = 4;

  private final Say say;
  private final WovenClasses classes;
  private final Snapshots snapshots;
  private final SnapshotWriter writer = new SnapshotWriter();
  private final Requests requests;
  private final Goals goals;
  private final Refusals refusals;
  private final Report report;
  private final JobThreads threads;
  private final Finish finish;
  private final boolean exact;

  private long baseReached;
  private volatile boolean counted;
  private volatile boolean failing;
  private volatile long counter = Long.MIN_VALUE;
  private Want want = Want.NOTHING;

  /** Threads of the job's former life, until its frames are back. */
  private List<Thread> toStart = List.of();

  private long wantedAt;

  RunningJob(
      Say say,
      WovenClasses classes,
      Snapshots snapshots,
      Requests requests,
      Goals goals,
      Refusals refusals,
      Report report,
      JobThreads threads,
      Finish finish,
      boolean exact) {
    this.say = say;
    this.classes = classes;
    this.snapshots = snapshots;
    this.requests = requests;
    this.goals = goals;
    this.refusals = refusals;
    this.report = report;
    this.threads = threads;
    this.finish = finish;
    this.exact = exact;
    this.counted = exact;
  }

  /** The loop's own counter as last seen, or {@link Long#MIN_VALUE}. Thread-safe. */
  long counter() {
    return counter;
  }

  /** Safe points reached since C0, or -1 where they are not counted. */
  long reached() {
    return counted ? baseReached + Woven.reached() : -1;
  }

  @Override
  public @Nullable List<Frame> enter(String root, Object[] arguments) {
    try {
      return begin(root, arguments);
    } catch (RuntimeException | Error e) {
      Agent.end(say, e); // nothing of the job has run: it ends here, in one line
      throw e;
    }
  }

  private @Nullable List<Frame> begin(String root, Object[] arguments) {
    long before = System.nanoTime();
    Snapshots.Resumed resumed = snapshots.resume(root, arguments);
    long now = System.nanoTime();
    goals.begin(resumed == null ? 0 : resumed.reached());
    Woven.setGoal(goals.next());
    requests.started(now);
    if (resumed == null) {
      return null;
    }
    baseReached = resumed.reached();
    toStart = resumed.threads();
    counted = exact && baseReached >= 0;
    report.resumed(resumed.file(), baseReached, now - before);
    say.line(
        "resumed from generation "
            + resumed.generation()
            + " ("
            + resumed.file()
            + ") in "
            + Duration.ofNanos(now - before).toMillis()
            + " ms");
    return resumed.frames();
  }

  @Override
  public boolean wanted(String method, int point, long seen) {
    counter = seen;
    Woven.request = 0;
    long now = System.nanoTime();
    want = exact ? goals.at(Woven.reached()) : Want.NOTHING;
    if (want == Want.NOTHING) {
      want = requests.atSafePoint(now);
    }
    if (exact && goals.digestAt(Woven.reached())) {
      goals.passed(Woven.reached());
      want = want == Want.NOTHING ? Want.DIGEST : want; // a snapshot's digest is noted as well
    }
    if (want == Want.NOTHING) {
      Woven.setGoal(goals.next());
      return false;
    }
    wantedAt = now;
    if (want == Want.SNAPSHOT && writer.busy() && goals.at(Woven.reached()) == Want.NOTHING) {
      requests.refused(now); // a little later, when the former one is durable
      Woven.setGoal(goals.next());
      return false;
    }
    writer.settle(); // one captured state at a time is in memory
    String busy = threads.hold(Thread.currentThread());
    if (busy != null) {
      refused(busy);
      return false;
    }
    return true;
  }

  @Override
  public void pinned(Pin pin) {
    threads.release();
    refused("the stack can't be saved: " + pin);
  }

  @Override
  public void unwound(List<Frame> frames) {
    if (want == Want.DIGEST) {
      digest(frames);
    } else {
      save(frames);
    }
  }

  private void digest(List<Frame> frames) {
    try {
      snapshots.digest(frames, new Snapshots.Position(reached(), counter, false));
    } catch (Snapshots.RefusedException e) {
      refused(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | Error e) {
      refused(why(e)); // the frames are whole: the job goes on from them
    }
    Woven.setGoal(goals.next());
  }

  private void save(List<Frame> frames) {
    boolean stop = want == Want.STOP;
    boolean saved = false;
    try {
      long reached = reached();
      Snapshots.Captured captured =
          snapshots.take(frames, new Snapshots.Position(reached, counter, stop));
      Saved outcome = new Saved(reached, wantedAt, !stop && mayWait(captured.bytesInHeap()));
      if (outcome.beside) {
        outcome.pauseNanos = System.nanoTime() - wantedAt;
        writer.writeBeside(captured, outcome);
      } else {
        writer.writeNow(captured, outcome);
      }
      saved = outcome.failure == null || outcome.beside;
      if (saved) {
        goals.done(Woven.reached());
        Woven.setGoal(goals.next());
        requests.done(System.nanoTime());
      } else {
        refused(why(outcome.failure));
      }
    } catch (Snapshots.RefusedException e) {
      refused(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | Error e) {
      // The frames are whole: the job goes on from them, whatever went wrong with the snapshot.
      failing = true;
      refused(why(e));
    }
    if (stop && saved) {
      finish.stopped(reached());
    }
  }

  /**
   * Whether the captured state may stay in memory while the job goes on: not where room is short,
   * nor where the last one could not be written: what the job does to files is noted since each
   * state that is captured beside it.
   */
  private boolean mayWait(long bytesInHeap) {
    return !failing && bytesInHeap <= Runtime.getRuntime().maxMemory() / BESIDE;
  }

  /** Returns when what was captured last is durable, or has failed. */
  void settle() {
    writer.settle();
  }

  /** What became of one snapshot. */
  private final class Saved implements SnapshotWriter.Outcome {
    private final long reached;
    private final long begun;
    private final boolean beside;
    private long pauseNanos;
    private @Nullable Throwable failure;

    Saved(long reached, long begun, boolean beside) {
      this.reached = reached;
      this.begun = begun;
      this.beside = beside;
    }

    @Override
    public void written(Snapshots.Written written) {
      report.add(
          new Report.Snapshot(
              written.generation(),
              reached,
              written.digest(),
              written.bytes(),
              beside ? pauseNanos : System.nanoTime() - begun,
              written.file()));
      refusals.succeeded();
      failing = false;
    }

    @Override
    public void failed(Throwable why) {
      failure = why;
      failing = true;
      if (beside) {
        long now = System.nanoTime();
        refusals.refused(why(why), now);
        requests.lost(now);
      }
    }
  }

  @Override
  public void reentered() {
    threads.release();
    List<Thread> restored = toStart;
    toStart = List.of();
    try {
      threads.start(restored);
    } catch (RuntimeException e) {
      say.line(e.getMessage() + "; the process ends, and its last generation goes on elsewhere");
      finish.abort(ExitCode.INTERNAL);
    }
  }

  private static String why(@Nullable Throwable e) {
    if (e instanceof IOException) {
      return "it can't be written: " + e.getMessage() + "; the older generations are untouched";
    }
    if (e instanceof OutOfMemoryError) {
      return "there is not enough memory for one: give the JVM more by -Xmx (" + e + ")";
    }
    return "a defect of Cairn: " + e + (e == null ? "" : at(e));
  }

  private static String at(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  private void refused(String reason) {
    long now = System.nanoTime();
    if (want == Want.DIGEST) {
      refusals.withoutDigest(reason);
      Woven.setGoal(goals.next());
      return;
    }
    refusals.refused(reason, now);
    requests.refused(now);
    if (goals.at(Woven.reached()) != Want.NOTHING) {
      goals.refused(Woven.reached());
    }
    Woven.setGoal(goals.next());
  }

  @Override
  public @Nullable WovenMethod woven(Class<?> owner, String name, String descriptor) {
    return classes.method(owner, name, descriptor);
  }

  @Override
  public Class<?> owner(Class<?> c) {
    return classes.owner(c);
  }

  @Override
  public Class<?> launched(Class<?> main) {
    Class<?> declaring = HiddenMain.declaring(main);
    WovenMethod woven =
        declaring == null ? null : classes.method(declaring, "main", "([Ljava/lang/String;)V");
    if (woven == null || !woven.root()) {
      return main;
    }
    if (declaring != main) { // whose initialiser the launcher runs, not a call of main
      classes.suppressInitialisers();
      return main;
    }
    try {
      return HiddenMain.of(main);
    } catch (RuntimeException | Error e) {
      Agent.end(say, e); // nothing of the job has run: it ends here, in one line
      throw e;
    }
  }

  @Override
  public MethodHandle clone(Class<?> owner, String method) {
    return classes.clone(owner, method);
  }

  @Override
  public MethodHandles.Lookup lookup(Class<?> host) {
    return classes.lookup(host);
  }

  @Override
  public boolean holdsMonitors(Frame frame) {
    return classes.holdsMonitors(frame);
  }

  @Override
  public void putFinal(Object target, Class<?> owner, String field, @Nullable Object value) {
    FinalFields.put(target, owner, field, value);
  }

  @Override
  public boolean restored(String className) {
    return classes.restored(className);
  }

  @Override
  public Error broken(String what) {
    say.line(
        "a defect of Cairn: "
            + what
            + "; the job's state is lost and the process ends. Go on from the last generation, and"
            + " please report this");
    finish.abort(ExitCode.INTERNAL);
    return new IllegalStateError(what);
  }

  /** Never seen: the process has ended. */
  private static final class IllegalStateError extends Error {
    private static final long serialVersionUID = 1L;

    IllegalStateError(String message) {
      super(message);
    }
  }
}
