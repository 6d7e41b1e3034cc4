package dev.cairn.coordinator.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to the coordinator. */
public sealed interface Event {
  /** What users ask for. */
  sealed interface Request extends Event {}

  /** Of one job. */
  sealed interface JobRequest extends Request {
    long job();
  }

  record Submit(JobSpec spec, int priority, boolean held) implements Request {}

  record Pause(long job) implements JobRequest {}

  record Resume(long job) implements JobRequest {}

  record Hold(long job) implements JobRequest {}

  record Release(long job) implements JobRequest {}

  record Remove(long job) implements JobRequest {}

  record Prioritise(long job, int priority) implements JobRequest {}

  /**
   * @param to the host to go on on, or null for any other
   */
  record Migrate(long job, @Nullable String to) implements JobRequest {}

  record Cordon(String host) implements Request {}

  record Uncordon(String host) implements Request {}

  /**
   * Cordon, and stop what runs there.
   *
   * @param within milliseconds after which the host is to be empty, or null where there is time
   */
  record Drain(String host, @Nullable Long within) implements Request {}

  /** What workers tell. */
  sealed interface Word extends Event {
    String host();
  }

  /**
   * A worker begins.
   *
   * @param kept the jobs it goes on with, left by an earlier incarnation
   * @param within milliseconds after which its machine goes away, or null where nobody knows
   */
  record Joined(
      String host,
      String incarnation,
      Amount room,
      String platform,
      List<Report> kept,
      @Nullable Long within)
      implements Word {
    /** On a machine that is there for as long as anybody knows. */
    public Joined(
        String host, String incarnation, Amount room, String platform, List<Report> kept) {
      this(host, incarnation, room, platform, kept, null);
    }
  }

  /** A worker is there. */
  record Heard(String host, String incarnation, List<Report> reports) implements Word {}

  /**
   * A worker is about to end, and gives back what it has.
   *
   * @param within milliseconds after which it will be gone, or null where there is time
   */
  record Leaving(String host, String incarnation, @Nullable Long within) implements Word {}

  /** A worker ends, with nothing left. */
  record Left(String host, String incarnation) implements Word {}

  /** What became of a job. Durable at the coordinator are the files that it names. */
  sealed interface Outcome extends Word {
    long job();

    long epoch();
  }

  /**
   * It gave the job back.
   *
   * @param checkIn its files, or null where it had not begun
   * @param leave where the time went, or null where that is not known
   */
  record Stopped(
      String host, long job, long epoch, @Nullable CheckIn checkIn, Move.@Nullable Leave leave)
      implements Outcome {}

  /** The job runs on; this is what it could go on from if its host were lost now. */
  record Saved(String host, long job, long epoch, CheckIn checkIn) implements Outcome {}

  /** The job ended of its own. */
  record Ended(String host, long job, long epoch, Job.Result result) implements Outcome {}

  /** The job can't be run there, for a reason that another host would have, too. */
  record Unfit(String host, long job, long epoch, String reason) implements Outcome {}

  /** Time goes by. */
  record Tick() implements Event {}

  /** The coordinator begins: silence while it was away is not the hosts' fault. */
  record Begun() implements Event {}
}
