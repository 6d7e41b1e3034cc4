package dev.cairn.coordinator.core;

/** A job's place among those that wait: by priority, then by who waits longest. */
record Turn(int priority, long since, long job) implements Comparable<Turn> {
  static Turn of(Job job) {
    return new Turn(job.priority(), job.turn(), job.id());
  }

  @Override
  public int compareTo(Turn other) {
    int order = Integer.compare(other.priority, priority);
    order = order != 0 ? order : Long.compare(since, other.since);
    return order != 0 ? order : Long.compare(job, other.job);
  }
}
