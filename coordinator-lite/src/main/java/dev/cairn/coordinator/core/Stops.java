package dev.cairn.coordinator.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How a job that has a lease is asked to give it back. */
final class Stops {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private Stops() {}

  /** Asks; where it was asked before, the new purpose counts. */
  static void stop(Change change, Job job, Lease.Purpose purpose, String reason) {
    Lease lease = job.lease();
    if (lease == null) {
      throw new IllegalStateException("job " + job.id() + " has no lease to give back");
    }
    Lease.Stop before = lease.stop();
    long since = before == null ? change.now() : before.since();
    change.move(
        job.with(lease.stopping(new Lease.Stop(purpose, since, reason))),
        purpose == Lease.Purpose.MIGRATE ? JobState.MIGRATING : JobState.SNAPSHOTTING,
        reason);
  }

  /**
   * Shuts a host's door and stops what runs there; where there is a deadline, what there is time
   * for: the rest runs on until then.
   */
  static void drain(Change change, Host host, Host.Door door, @Nullable Long within) {
    change.put(host.with(door, within == null ? host.deadline() : change.now() + within));
    String name = host.name();
    if (within == null) {
      for (Job job : change.state().leasedTo(name)) {
        drained(change, job, name + " is drained");
      }
      return;
    }
    String until = CLOCK.format(Instant.ofEpochMilli(change.now() + within));
    for (Evacuation.Saving s : Evacuation.of(change.state(), name, within).jobs()) {
      Job job = Requests.known(change.state(), s.job());
      if (s.saved()) {
        drained(change, job, name + " is drained until " + until);
      } else {
        change.move(
            job,
            job.state(),
            name
                + " is drained until "
                + until
                + ", and there is no time to save it, too: it runs on, and is given up then");
      }
    }
  }

  private static void drained(Change change, Job job, String reason) {
    Lease lease = job.lease();
    if (lease != null && lease.stop() == null) {
      stop(change, job, Lease.Purpose.DRAIN, reason);
    }
  }

  /** What becomes of a job that has given its lease back for this purpose. */
  static JobState after(Lease.Purpose purpose) {
    return switch (purpose) {
      case PAUSE -> JobState.PAUSED;
      case HOLD -> JobState.HELD;
      case MIGRATE -> JobState.MIGRATING;
      case PREEMPT, SLICE, DRAIN -> JobState.QUEUED;
    };
  }
}
