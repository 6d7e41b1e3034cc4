package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * Jobs that have a lease and no order to give it back, so that those are found that may be stopped
 * for others. Immutable.
 */
record Running(SortedTable<Key, Long> jobs) {
  static final Running NONE = new Running(SortedTable.empty());

  /**
   * Those without a snapshot first, then by priority, then who was started first.
   *
   * @param started {@link Long#MAX_VALUE}: not yet
   */
  record Key(boolean saved, int priority, long started, long job) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Boolean.compare(saved, other.saved);
      order = order != 0 ? order : Integer.compare(priority, other.priority);
      order = order != 0 ? order : Long.compare(started, other.started);
      return order != 0 ? order : Long.compare(job, other.job);
    }

    /** The job's place here, or null where it has none. */
    static @Nullable Key of(@Nullable Job job) {
      Lease lease = job == null ? null : job.lease();
      return job == null || lease == null || lease.stop() != null
          ? null
          : new Key(job.wasSaved(), job.priority(), Room.started(job), job.id());
    }

    /** Whether the other one differs at most in when it was started, and by its number. */
    boolean isOfLevel(Key other) {
      return saved == other.saved && priority == other.priority;
    }
  }

  Running changed(@Nullable Key before, @Nullable Key after) {
    if (before == null ? after == null : before.equals(after)) {
      return this;
    }
    SortedTable<Key, Long> rest = before == null ? jobs : jobs.without(before);
    return new Running(after == null ? rest : rest.with(after, after.job));
  }

  /** The first with a snapshot or without, of the lowest priority that there is. */
  @Nullable Key first(boolean saved) {
    return first(saved, Integer.MIN_VALUE);
  }

  /** The first of no lower priority. */
  @Nullable Key first(boolean saved, int priority) {
    Key first = jobs.ceiling(new Key(saved, priority, Long.MIN_VALUE, 0));
    return first == null || first.saved != saved ? null : first;
  }

  @Nullable Key after(Key key) {
    return jobs.higher(key);
  }

  /** The first of the next priority, or null. */
  @Nullable Key afterLevel(Key key) {
    Key next = jobs.higher(new Key(key.saved, key.priority, Long.MAX_VALUE, Long.MAX_VALUE));
    return next == null || next.saved != key.saved ? null : next;
  }

  /** When the first of these that was started later than that was started, or null. */
  @Nullable Long startedAfter(Key level, long then) {
    Key next = jobs.higher(new Key(level.saved, level.priority, then, Long.MAX_VALUE));
    return next == null || !next.isOfLevel(level) || next.started == Long.MAX_VALUE
        ? null
        : (Long) next.started;
  }
}
