package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.files.ChunkSource;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.store.Done;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One job under one lease: its files are fetched, its JVM runs, and it is given back or ends. What
 * it may give back is *clean*: files and output just as a generation has them. A JVM that was
 * killed has left others; so the next one begins in the same folder, where the agent undoes what
 * was done since the generation, and a generation of that one is waited for.
 */
final class WorkerJob {
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

  /** Not measured yet: what a snapshot of ten megabytes takes on a slow disk. */
  private static final long WRITE_MILLIS = 1000;

  private static final long GLANCE_MILLIS = 50;
  private static final long CLEAN_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int TAIL = 16 << 10;

  private final WorkerSetup setup;
  private final Order order;
  private final JobFolder folder;
  private volatile boolean stopWanted;
  private volatile boolean cancelled;
  private volatile boolean up;
  private @Nullable Report lastReport;

  WorkerJob(WorkerSetup setup, Order order, JobFolder folder) {
    this.setup = setup;
    this.order = order;
    this.folder = folder;
  }

  Order order() {
    return order;
  }

  JobFolder folder() {
    return folder;
  }

  void stop() {
    stopWanted = true;
  }

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** What is to be told of it. */
  synchronized Report report() {
    long generation = 0;
    long saved = 0;
    Long counter = null;
    Report last = lastReport;
    try {
      generation = folder.newest();
      if (last != null && last.generation() == generation) {
        saved = last.savedAtMillis();
        counter = last.counter();
      } else if (generation > 0) {
        Header header = folder.header();
        if (header != null) {
          saved = header.host().timeMillis();
          long c = header.progress().counter();
          counter = c == Long.MIN_VALUE ? null : c;
        }
      }
    } catch (SnapshotException e) {
      generation = last == null ? 0 : last.generation(); // it was just removed: the next is there
    }
    Report report =
        new Report(order.job(), order.epoch(), up, generation, saved, WRITE_MILLIS, counter, null);
    lastReport = report;
    return report;
  }

  /** Runs it to its end at this worker. */
  End run(ChunkSource source) throws IOException, InterruptedException {
    if (folder.order() == null) {
      folder.lay(order, source);
    }
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
      int exit = jvm(wasClean, before);
      up = false;
      boolean saved = folder.newest() > before;
      if (folder.done() != null) {
        continue;
      }
      if (exit == ExitCode.STOPPED.code() && (saved || wasClean)) {
        folder.clean();
        if (!stopWanted && !cancelled) {
          return new End.Files(folder.newest(), null); // somebody else stopped it
        }
      } else if (isAgents(exit)) {
        return new End.Unfit("exit code " + exit + ": " + lastWords());
      } else if (exit != ExitCode.STOPPED.code()) {
        kills = saved ? 1 : kills + 1;
        if (kills >= KILLS) {
          return new End.Unfit(
              "its JVM was killed "
                  + kills
                  + " times without a new generation, by exit code "
                  + exit
                  + ": "
                  + lastWords());
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

  private int jvm(boolean wasClean, long before) throws IOException, InterruptedException {
    JobJvm jvm = JobJvm.start(setup, folder, order.spec(), order.everySeconds());
    long begin = System.nanoTime();
    try {
      while (true) {
        Integer exit = jvm.exit(GLANCE_MILLIS);
        if (exit != null) {
          return exit;
        }
        up = up || jvm.isUp();
        if (cancelled) {
          jvm.kill();
        } else if (stopWanted
            && up
            && (wasClean
                || folder.newest() > before
                || System.nanoTime() - begin > CLEAN_PATIENCE_NANOS)) {
          jvm.terminate();
        }
      }
    } finally {
      if (cancelled) {
        jvm.kill();
      }
    }
  }

  /** The last line the agent said. */
  private String lastWords() throws IOException {
    Path err = folder.err();
    if (!Files.exists(err)) {
      return "it said nothing";
    }
    String tail;
    try (RandomAccessFile file = new RandomAccessFile(err.toFile(), "r")) {
      long length = file.length();
      byte[] bytes = new byte[(int) Math.min(TAIL, length)];
      file.seek(length - bytes.length);
      file.readFully(bytes);
      tail = new String(bytes, StandardCharsets.UTF_8);
    }
    String last = "it said nothing";
    for (String line : tail.lines().toList()) {
      if (line.startsWith("cairn: ")) {
        last = line.substring("cairn: ".length());
      }
    }
    return last;
  }

  /** The words for what it came to, its files sent before. */
  Api.Outcome outcome(End end, @Nullable String files) {
    Long generation = null;
    Integer exit = null;
    String unfit = null;
    if (end instanceof End.Files f) {
      generation = f.generation();
      exit = f.exit();
    } else if (end instanceof End.Unfit u) {
      unfit = u.reason();
    }
    return new Api.Outcome(order.job(), order.epoch(), files, generation, exit, unfit);
  }
}
