package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.store.Done;
import dev.cairn.snapshot.store.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One job under one lease: its files are fetched, its JVM runs, and it is given back or ends. What
 * it may give back is *clean*: files and output just as a generation has them. A JVM that was
 * killed has left others; so the next one begins in the same folder, where the agent undoes what
 * was done since the generation, and a generation of that one is waited for.
 */
final class WorkerJob implements CheckIns.Sender {
  /** How it ended for this worker. */
  sealed interface End {
    /** Its files are to be sent along with this. */
    record Files(@Nullable Long generation, @Nullable Integer exit) implements End {}

    /** It never began. */
    record NotBegun() implements End {}

    /** It can't be run, here or elsewhere. */
    record Unfit(String reason) implements End {}

    /** It is no longer this worker's. */
    record Cancelled() implements End {}
  }

  private static final int KILLS = 3;

  /** An interval that differs by a fifth is another one. */
  private static final int NOTICED = 5;

  /** What waits for a job waits for this, too. */
  private static final long GLANCE_MILLIS = 20;

  private static final long CLEAN_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Order order;
  private final JobFolder folder;
  private final Jvms jvms;
  private final Time time;
  private final Runnable changed;
  private final AgentWords words;
  private final OutsideWrites outside;
  private volatile long everySeconds;
  private volatile boolean stopWanted;
  private volatile boolean cancelled;
  private volatile boolean up;

  /** Generations from before this lease, whose files say nothing of when they were written. */
  private volatile long former = Long.MAX_VALUE;

  /** When it was to stop, by the clock by which files are dated. */
  private volatile long stopAt;

  /** When its JVM had ended because it was told to, by the same clock; 0: it has not. */
  private long ended;

  private volatile Report.@Nullable Sent sent;
  private volatile Move.@Nullable Arrival arrival;
  private @Nullable Report lastReport;

  /**
   * @param changed called when there is something to report that is waited for
   */
  WorkerJob(Order order, JobFolder folder, Jvms jvms, Time time, Runnable changed) {
    this.order = order;
    this.folder = folder;
    this.jvms = jvms;
    this.time = time;
    this.changed = changed;
    this.everySeconds = order.everySeconds();
    this.words = new AgentWords(folder.err());
    this.outside = new OutsideWrites(folder.generations(), folder.job());
  }

  Order order() {
    return order;
  }

  JobFolder folder() {
    return folder;
  }

  void stop() {
    if (!stopWanted) {
      stopAt = time.millis();
    }
    stopWanted = true;
  }

  /**
   * How often it is to be saved from now on: as its snapshots take to write, which is told with
   * each.
   */
  void every(long seconds) {
    long before = everySeconds;
    if (Math.abs(seconds - before) > before / NOTICED) {
      everySeconds = seconds;
      tellEvery();
    }
  }

  private void tellEvery() {
    try {
      folder.every(everySeconds);
    } catch (IOException e) { // there is no folder yet, or no room
      everySeconds = order.everySeconds(); // as its JVM is started; told again with the next order
    }
  }

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void sent(Report.Sent what) {
    sent = what;
  }

  @Override
  public boolean runsOn() {
    return up && !cancelled && !stopWanted;
  }

  /** What is to be told of it. */
  synchronized Report report() {
    Report last = lastReport;
    Report report;
    try {
      report = report(last, folder.newestFile());
    } catch (SnapshotException | IOException e) { // it was just removed: the next is there
      report =
          new Report(
              order.job(),
              order.epoch(),
              up,
              last == null ? 0 : last.generation(),
              last == null ? 0 : last.savedAtMillis(),
              last == null ? 0 : last.writeMillis(),
              last == null ? null : last.counter(),
              last == null ? null : last.outside(),
              last == null ? null : last.refusal(),
              sent,
              arrival);
    }
    lastReport = report;
    return report;
  }

  private Report report(@Nullable Report last, @Nullable Generation newest) throws IOException {
    long generation = newest == null ? 0 : newest.number();
    long saved = 0;
    long write = 0;
    Long counter = null;
    if (last != null && last.generation() == generation) {
      saved = last.savedAtMillis();
      write = last.writeMillis();
      counter = last.counter();
    } else if (newest != null) {
      Header header = SnapshotFile.readHeader(newest.file());
      saved = header.host().timeMillis();
      long c = header.progress().counter();
      counter = c == Long.MIN_VALUE ? null : c;
      if (generation > former) {
        long written = Files.getLastModifiedTime(newest.file()).toMillis();
        write = Math.max(1, written - saved);
      }
    }
    return new Report(
        order.job(),
        order.epoch(),
        up,
        generation,
        saved,
        write,
        counter,
        outside.look(),
        words.refusal(generation),
        sent,
        arrival);
  }

  /** Runs it to its end at this worker. */
  End run(Fetch fetch) throws IOException, InterruptedException {
    Taking taking = null;
    if (folder.order() == null) {
      long begin = time.nanos();
      folder.lay(order, fetch);
      taking = folder.newest() > 0 ? new Taking(millisSince(begin), fetch.bytes()) : null;
    }
    former = folder.newest();
    int kills = 0;
    while (!cancelled) {
      Done done = folder.done();
      if (done != null) {
        return new End.Files(null, done.exit());
      }
      if (stopWanted && folder.isClean()) {
        return begun() ? new End.Files(folder.newest(), null) : new End.NotBegun();
      }
      boolean wasClean = folder.isClean();
      long before = folder.newest();
      folder.unclean();
      int exit = jvm(wasClean, before, taking);
      taking = null;
      up = false;
      boolean saved = folder.newest() > before;
      if (folder.done() != null) {
        continue;
      }
      if (exit == ExitCode.STOPPED.code() && (saved || wasClean)) {
        folder.clean();
        ended = time.millis();
        if (!stopWanted && !cancelled) {
          return new End.Files(folder.newest(), null); // somebody else stopped it
        }
      } else if (isAgents(exit)) {
        return new End.Unfit("exit code " + exit + ": " + words.last());
      } else if (exit != ExitCode.STOPPED.code()) {
        kills = saved ? 1 : kills + 1;
        if (kills >= KILLS) {
          return new End.Unfit(
              "its JVM was killed "
                  + kills
                  + " times without a new generation, by exit code "
                  + exit
                  + ": "
                  + words.last());
        }
      }
    }
    return new End.Cancelled();
  }

  /** Whether there is more than what came with the submission. */
  private boolean begun() {
    return folder.newest() > 0;
  }

  private static boolean isAgents(int exit) {
    return ExitCode.of(exit).filter(ExitCode::isAgentFailure).isPresent();
  }

  private long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(time.nanos() - nanos);
  }

  /** How it is taken up from another host; not yet all. */
  private record Taking(long fetchedMillis, Move.Bytes bytes) {}

  private int jvm(boolean wasClean, long before, @Nullable Taking taking)
      throws IOException, InterruptedException {
    words.begin(before);
    tellEvery();
    Jvms.Jvm jvm = jvms.start(folder, order);
    long begin = time.nanos();
    long upMillis = 0;
    try {
      while (true) {
        Integer exit = jvm.exit(GLANCE_MILLIS);
        if (exit != null) {
          return exit;
        }
        if (!up && jvm.isUp()) {
          up = true;
          upMillis = millisSince(begin);
          changed.run();
        }
        if (taking != null && up && arrival == null && words.isResumed()) {
          arrival =
              new Move.Arrival(
                  taking.fetchedMillis,
                  upMillis,
                  Math.max(0, millisSince(begin) - upMillis),
                  taking.bytes);
          changed.run();
        }
        if (cancelled) {
          jvm.kill();
        } else if (stopWanted
            && up
            && (wasClean
                || folder.newest() > before
                || time.nanos() - begin > CLEAN_PATIENCE_NANOS)) {
          jvm.terminate();
        }
      }
    } finally {
      if (cancelled) {
        jvm.kill();
      }
    }
  }

  /**
   * The words for what it came to, its files sent before.
   *
   * @param sentMillis how long that took
   * @param sentBytes of chunks that the coordinator had not
   */
  Api.Outcome outcome(End end, @Nullable String files, long sentMillis, long sentBytes) {
    Long generation = null;
    Integer exit = null;
    String unfit = null;
    if (end instanceof End.Files f) {
      generation = f.generation();
      exit = f.exit();
    } else if (end instanceof End.Unfit u) {
      unfit = u.reason();
    }
    return new Api.Outcome(
        order.job(), order.epoch(), files, generation, exit, unfit, leave(sentMillis, sentBytes));
  }

  /** Null where it was not stopped by a word, or its generation says nothing of when it was. */
  private Move.@Nullable Leave leave(long sentMillis, long sentBytes) {
    if (stopAt == 0 || ended == 0) {
      return null;
    }
    try {
      Generation newest = folder.newestFile();
      if (newest == null) {
        return null;
      }
      long captured = SnapshotFile.readHeader(newest.file()).host().timeMillis();
      long written = Files.getLastModifiedTime(newest.file()).toMillis();
      return Move.Leave.of(stopAt, captured, written, ended, sentMillis, sentBytes);
    } catch (SnapshotException | IOException e) {
      return null; // it is what goes with the job that counts, not how long it took
    }
  }
}
