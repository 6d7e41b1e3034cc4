package dev.cairn.coordinator.core;

/**
 * A job's place among those that wait: by what it counts as, then by who waits longest.
 *
 * @param since when it began to wait
 * @param aging how waiting counts; the same for all that are compared
 */
record Turn(int priority, long since, long job, Aging aging) implements Comparable<Turn> {
  static Turn of(Job job, Aging aging) {
    return new Turn(job.priority(), job.turn(), job.id(), aging);
  }

  @Override
  public int compareTo(Turn other) {
    int order = Long.compare(rank(), other.rank());
    order = order != 0 ? order : Long.compare(since, other.since);
    return order != 0 ? order : Long.compare(job, other.job);
  }

  /** Less is sooner. */
  private long rank() {
    return aging.step() == 0 ? -(long) priority : since - priority * aging.step();
  }

  /** When it counts for one step more. */
  long nextStep(long now) {
    return aging.nextStep(since, now);
  }
}
