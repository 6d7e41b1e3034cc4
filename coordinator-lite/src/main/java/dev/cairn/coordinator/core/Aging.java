package dev.cairn.coordinator.core;

import java.time.Duration;

/**
 * How waiting counts, so that nobody waits for ever where those of higher priority never end: each
 * time of this length is one step of priority.
 *
 * <pre>
 *   a job that waits   counts as   its priority + (now − turn) / step
 *   one that runs      counts as   its priority + (granted − turn) / step   until its slice is over,
 *                                  its priority                             from then on
 * </pre>
 *
 * All that wait age alike, so that their order stays as it is while time goes by: that of {@code
 * turn − priority · step}.
 *
 * @param step milliseconds; 0: priorities are strict, and waiting counts among equals only
 */
record Aging(long step) {
  static final Aging NONE = new Aging(0);

  static Aging of(Duration step) {
    return new Aging(step.toMillis());
  }

  /** What a job counts as that waits. */
  int waiting(Job job, long now) {
    return aged(job, now);
  }

  /** What a job counts as that has a lease, until its slice is over. */
  int entitled(Job job) {
    Lease lease = job.lease();
    return lease == null ? job.priority() : aged(job, lease.granted());
  }

  private int aged(Job job, long then) {
    long steps = step == 0 ? 0 : Math.max(0, then - job.turn()) / step;
    return (int) Math.min(Integer.MAX_VALUE, job.priority() + steps);
  }

  /** When a job that waits counts for one step more; {@link Long#MAX_VALUE}: never. */
  long nextStep(long turn, long now) {
    return step == 0 ? Long.MAX_VALUE : turn + (Math.max(0, now - turn) / step + 1) * step;
  }
}
