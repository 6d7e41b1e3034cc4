package dev.cairn.coordinator.core;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job as the coordinator knows it.
 *
 * @param id its number, from 1
 * @param spec as submitted
 * @param priority higher goes first
 * @param standing its state and why
 * @param turn since when it waits, were all its waiting at the end, since its last slice was over:
 *     among equals the one that waits longest is next
 * @param epoch of the newest lease; counted up again when that is given back; 0 before the first
 * @param lease who owns it now, or null
 * @param place where it may go
 * @param work what is there of it
 */
public record Job(
    long id,
    JobSpec spec,
    int priority,
    Standing standing,
    long turn,
    long epoch,
    @Nullable Lease lease,
    Place place,
    Work work) {

  /** A state, why, and since when. */
  public record Standing(JobState state, String reason, long since) {}

  /**
   * Where a job goes next.
   *
   * @param only the host it was sent to, or null
   * @param not the host it was sent away from, or null
   * @param last the host that has its chunks, or null
   * @param before others that had it before and may have some, latest first
   */
  public record Place(
      @Nullable String only, @Nullable String not, @Nullable String last, List<String> before) {
    static final Place ANYWHERE = new Place(null, null, null, List.of());

    /** Of these that one had it last. */
    private static final int KNOWN = 3;

    public Place {
      before = List.copyOf(before);
    }

    /** It may go anywhere from this host, where it is now. */
    Place on(String host) {
      Stream<String> others = Stream.concat(Stream.ofNullable(last), before.stream());
      return new Place(
          null, null, host, others.filter(h -> !h.equals(host)).distinct().limit(KNOWN).toList());
    }
  }

  /**
   * What is there of a job.
   *
   * @param newest the newest check-in, or null: it would begin at C0
   * @param report the worker's latest, or null
   * @param losses how many times a host was lost under it
   * @param result how it ended, or null
   * @param checkedInAt when the newest check-in came, by the coordinator's clock; 0: none did
   * @param writeMillis how long its latest snapshot took to write, 0: not known
   * @param move its latest way from one host to the next, or null
   */
  public record Work(
      @Nullable CheckIn newest,
      @Nullable Report report,
      int losses,
      @Nullable Result result,
      long checkedInAt,
      long writeMillis,
      @Nullable Move move) {
    static final Work NONE = new Work(null, null, 0, null, 0, 0, null);

    /** With what its worker tells; what a former one told of is over. */
    Work with(@Nullable Report latest) {
      long write = latest != null && latest.writeMillis() > 0 ? latest.writeMillis() : writeMillis;
      return new Work(newest, latest, losses, result, checkedInAt, write, move);
    }

    Work with(CheckIn checkIn, long now, int lost) {
      return new Work(checkIn, report, lost, result, now, writeMillis, move);
    }

    Work ended(Result end) {
      return new Work(newest, report, losses, end, checkedInAt, writeMillis, move);
    }

    Work withLosses(int lost) {
      return new Work(newest, report, lost, result, checkedInAt, writeMillis, move);
    }

    Work with(@Nullable Move way) {
      return new Work(newest, report, losses, result, checkedInAt, writeMillis, way);
    }

    /** It is given to a host: what a former one's worker told of it is over. */
    Work ordered(String host, long now) {
      Move way = move == null || move.hasArrived() ? null : move.ordered(host, now);
      return with((Report) null).with(way);
    }
  }

  /**
   * How a job ended.
   *
   * @param exit its exit code
   * @param files the digest of the manifest of its files
   */
  public record Result(int exit, String files) {}

  public JobState state() {
    return standing.state();
  }

  /** The manifest that counts: of its end, else of its newest check-in, else as submitted. */
  public String files() {
    Result result = work.result();
    CheckIn newest = work.newest();
    return result != null ? result.files() : newest != null ? newest.files() : spec.files();
  }

  /** Whether a snapshot of it is known: what was never saved is not stopped by choice. */
  boolean wasSaved() {
    Report report = work.report();
    CheckIn newest = work.newest();
    return (report != null && report.generation() > 0)
        || (newest != null && newest.generation() > 0);
  }

  /** Whether it waits for a host. */
  boolean isCandidate() {
    return lease == null && (state() == JobState.QUEUED || state() == JobState.MIGRATING);
  }

  /** Whether the scheduler sees the same in it as in this one. */
  boolean looksLike(Job other) {
    return priority == other.priority
        && turn == other.turn
        && state() == other.state()
        && place.equals(other.place)
        && Objects.equals(lease, other.lease)
        && wasSaved() == other.wasSaved();
  }

  Job standing(JobState state, String reason, long now) {
    return new Job(
        id, spec, priority, new Standing(state, reason, now), turn, epoch, lease, place, work);
  }

  Job leased(Lease to) {
    return new Job(
        id,
        spec,
        priority,
        standing,
        turn,
        epoch + 1,
        to,
        place.on(to.host()),
        work.ordered(to.host(), to.granted()));
  }

  /**
   * Its lease was given back: the epoch is over, so that a word of the same worker's that comes
   * late doesn't count.
   */
  Job givenBack(long now, long slice) {
    return new Job(id, spec, priority, standing, turn(now, slice), epoch + 1, null, place, work);
  }

  /** Its host was given up. */
  Job withoutLease(long now, long slice) {
    return new Job(id, spec, priority, standing, turn(now, slice), epoch, null, place, work);
  }

  /** Were its lease over: it waits anew after a slice; less than one is not time that it waited. */
  private long turn(long now, long slice) {
    long had = lease == null ? 0 : Math.max(0, now - lease.granted());
    return had >= slice ? now : turn + had;
  }

  Job with(@Nullable Lease other) {
    return new Job(id, spec, priority, standing, turn, epoch, other, place, work);
  }

  Job with(Place other) {
    return new Job(id, spec, priority, standing, turn, epoch, lease, other, work);
  }

  Job with(Work other) {
    return new Job(id, spec, priority, standing, turn, epoch, lease, place, other);
  }

  Job withTurn(long now) {
    return new Job(id, spec, priority, standing, now, epoch, lease, place, work);
  }

  Job withPriority(int other) {
    return new Job(id, spec, other, standing, turn, epoch, lease, place, work);
  }
}
