package dev.cairn.coordinator.core;

/** How a job that has a lease is asked to give it back. */
final class Stops {
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

  /** Shuts a host's door and stops what runs there. */
  static void drain(Change change, Host host, Host.Door door) {
    change.put(host.with(door));
    for (Job job : change.state().leasedTo(host.name())) {
      Lease lease = job.lease();
      if (lease != null && lease.stop() == null) {
        stop(change, job, Lease.Purpose.DRAIN, host.name() + " is drained");
      }
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
