package dev.cairn.coordinator.wire;

import dev.cairn.coordinator.core.Ahead;
import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.Host;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.Recorded;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.core.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of requests and answers. */
public final class Api {
  private Api() {}

  /** POST /v1/jobs. */
  public record Submission(JobSpec spec, int priority, boolean held) {}

  /** Its answer, once the job is durable. */
  public record Submitted(long id) {}

  /** POST /v1/jobs/7/(pause|resume|hold|release|remove|priority|migrate). */
  public record JobRequest(@Nullable Integer priority, @Nullable String to) {
    public static final JobRequest NONE = new JobRequest(null, null);
  }

  /** GET /v1/jobs. */
  public record Jobs(List<Job> jobs) {}

  /** GET /v1/jobs/7. */
  public record JobDetails(Job job, String why, List<Transition> history) {}

  /** GET /v1/hosts. */
  public record Hosts(List<HostDetails> hosts) {}

  /**
   * A host and what it owns.
   *
   * @param lossWithinDay the probability that it is lost within a day, as its record and its
   *     platform class's tell
   */
  public record HostDetails(Host host, List<Long> jobs, double lossWithinDay) {}

  /**
   * How a worker gives chunks to others.
   *
   * @param host whose worker it is
   * @param url of its door
   * @param key to be shown there
   * @param fingerprint of what it shows over TLS, or null: it speaks in clear
   */
  public record Peer(String host, String url, String key, @Nullable String fingerprint) {}

  /**
   * POST /v1/workers/name/join.
   *
   * @param peer how others reach it, or null: they don't
   * @param withinMillis after how much time its machine goes away, or null: nobody knows
   */
  public record Join(
      String incarnation,
      Amount room,
      String platform,
      List<Report> kept,
      @Nullable Peer peer,
      @Nullable Long withinMillis) {}

  /**
   * POST /v1/workers/name/(heard|left).
   *
   * @param reports of all its jobs
   * @param knows the tag of the orders it has, to be answered when there are others, or null
   * @param peer how others reach it, or null: they don't
   */
  public record Heartbeat(
      String incarnation, List<Report> reports, @Nullable String knows, @Nullable Peer peer) {}

  /**
   * POST /v1/workers/name/leaving.
   *
   * @param withinMillis after which it will be gone, or null where there is time
   */
  public record Leaving(String incarnation, @Nullable Long withinMillis) {}

  /**
   * What shall be on a host.
   *
   * @param tag names these orders
   * @param holders who else may have the jobs' files
   * @param ahead what will be there next, or null
   */
  public record Orders(
      String tag, List<Order> orders, List<Holders> holders, @Nullable Ahead ahead) {}

  /** Workers that had a job before, and how they are reached; the latest first. */
  public record Holders(long job, List<Peer> peers) {}

  /**
   * POST /v1/workers/name/outcome: exactly one of the last three is given, or none where a job that
   * had not begun is given back.
   *
   * @param generation and {@code files}: it was given back with these
   * @param exit and {@code files}: it ended with this code
   * @param unfit why it can't be run
   * @param leave where the time went until it was given back, or null where that is not known
   */
  public record Outcome(
      long job,
      long epoch,
      @Nullable String files,
      @Nullable Long generation,
      @Nullable Integer exit,
      @Nullable String unfit,
      Move.@Nullable Leave leave) {}

  /** POST /v1/workers/name/saved: a generation of a job that runs on. */
  public record Saved(long job, long epoch, long generation, String files) {}

  /** POST /v1/chunks/missing: which of these aren't there. */
  public record Chunks(List<String> chunks) {}

  /** GET /v1/history: steps of all jobs, oldest first. */
  public record History(List<Recorded> steps) {}

  /** There is nothing more to say. */
  public record Nothing() {
    public static final Nothing MORE = new Nothing();
  }

  /** Any answer but 2xx. */
  public record Problem(String error) {}
}
