package dev.cairn.coordinator.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from jobs and hosts and is kept beside them, so that a decision about one of them
 * need not look through all. Immutable.
 *
 * @param leases by host
 * @param size open hosts by all that there is of them
 * @param free open hosts by what is free
 * @param soon open hosts by what is free when all have stopped that were told to
 * @param queue jobs that wait for a host, and for nothing else
 * @param running jobs that could be stopped for others
 * @param followers jobs that are not over and were to begin after another one, by that one
 * @param records by platform class
 * @param aging how those in the queue age
 */
record Index(
    SortedTable<String, Leases> leases,
    Capacity size,
    Capacity free,
    Capacity soon,
    Queue queue,
    Running running,
    SortedTable<Follower, Long> followers,
    SortedTable<String, Host.Reliability> records,
    Aging aging) {

  static final Index EMPTY =
      new Index(
          SortedTable.empty(),
          Capacity.NONE,
          Capacity.NONE,
          Capacity.NONE,
          Queue.NONE,
          Running.NONE,
          SortedTable.empty(),
          SortedTable.empty(),
          Aging.NONE);

  /** A job that waits for another. */
  record Follower(long after, long job) implements Comparable<Follower> {
    @Override
    public int compareTo(Follower other) {
      int order = Long.compare(after, other.after);
      return order != 0 ? order : Long.compare(job, other.job);
    }
  }

  Leases leasesOf(String host) {
    Leases of = leases.get(host);
    return of == null ? Leases.NONE : of;
  }

  /**
   * With a job as it is now.
   *
   * @param state of jobs and hosts, this job as it is now
   */
  Index with(@Nullable Job before, Job job, State state) {
    Index i = released(before, job, state).leased(before, job, state);
    i = i.with(i.running.changed(Running.Key.of(before), Running.Key.of(job)));
    i = i.with(i.queued(before, job, state)).followed(before, job);
    boolean wasDone = before != null && before.state() == JobState.DONE;
    return wasDone == (job.state() == JobState.DONE) ? i : i.with(i.let(job.id(), state));
  }

  private static boolean isLeasedAlike(@Nullable Job a, @Nullable Job b) {
    Lease x = a == null ? null : a.lease();
    Lease y = b == null ? null : b.lease();
    if (x == null || y == null) {
      return x == null && y == null;
    }
    return x.host().equals(y.host()) && (x.stop() == null) == (y.stop() == null);
  }

  private Index released(@Nullable Job before, Job job, State state) {
    Lease lease = before == null ? null : before.lease();
    return before == null || lease == null || isLeasedAlike(before, job)
        ? this
        : with(lease.host(), leasesOf(lease.host()).without(before), state);
  }

  private Index leased(@Nullable Job before, Job job, State state) {
    Lease lease = job.lease();
    return lease == null || isLeasedAlike(before, job)
        ? this
        : with(lease.host(), leasesOf(lease.host()).with(job), state);
  }

  private Index with(String name, Leases now, State state) {
    Leases before = leasesOf(name);
    Host host = state.hosts().get(name);
    return new Index(
        now.jobs().isEmpty() ? leases.without(name) : leases.with(name, now),
        size,
        host == null ? free : free.changed(host, free(host, before), free(host, now)),
        host == null ? soon : soon.changed(host, soon(host, before), soon(host, now)),
        queue,
        running,
        followers,
        records,
        aging);
  }

  private static @Nullable Amount free(Host host, Leases leases) {
    return host.isOpen() ? host.room().minus(leases.all()) : null;
  }

  private static @Nullable Amount soon(Host host, Leases leases) {
    return host.isOpen() ? host.room().minus(leases.staying()) : null;
  }

  private static @Nullable Amount size(Host host) {
    return host.isOpen() ? host.room() : null;
  }

  private Queue queued(@Nullable Job before, Job job, State state) {
    Shape old = before == null || !before.isCandidate() ? null : Shape.of(before);
    Shape shape = job.isCandidate() && isReady(job, state) ? Shape.of(job) : null;
    Turn turn = turn(job);
    if (before != null && Objects.equals(old, shape) && turn(before).equals(turn)) {
      return queue;
    }
    Queue rest = old == null || before == null ? queue : queue.without(old, turn(before));
    return shape == null ? rest : rest.with(shape, turn);
  }

  private Turn turn(Job job) {
    return Turn.of(job, aging);
  }

  /** With those that wait in the order of another way to age. */
  Index aging(Aging other, State state) {
    Index changed =
        new Index(leases, size, free, soon, Queue.NONE, running, followers, records, other);
    for (Job job : state.active()) {
      changed = changed.with(changed.queued(null, job, state));
    }
    return changed;
  }

  private static boolean isReady(Job job, State state) {
    Long after = job.spec().after();
    Job first = after == null ? null : state.job(after);
    return after == null || (first != null && first.state() == JobState.DONE);
  }

  private Index followed(@Nullable Job before, Job job) {
    Long after = job.spec().after();
    boolean was = before != null && !before.state().isFinal();
    boolean is = !job.state().isFinal();
    if (after == null || was == is) {
      return this;
    }
    Follower f = new Follower(after, job.id());
    return new Index(
        leases,
        size,
        free,
        soon,
        queue,
        running,
        is ? followers.with(f, job.id()) : followers.without(f),
        records,
        aging);
  }

  /** The followers of a job get their turns, or lose them, as it is done or removed. */
  private Queue let(long done, State state) {
    Queue changed = queue;
    Follower f = followers.ceiling(new Follower(done, 0));
    for (; f != null && f.after() == done; f = followers.higher(f)) {
      Job job = state.active().get(f.job());
      if (job != null && job.isCandidate()) {
        changed =
            isReady(job, state)
                ? changed.with(Shape.of(job), turn(job))
                : changed.without(Shape.of(job), turn(job));
      }
    }
    return changed;
  }

  /** With a host as it is now. */
  Index with(@Nullable Host before, Host host) {
    Leases of = leasesOf(host.name());
    Capacity newSize = size;
    Capacity newFree = free;
    Capacity newSoon = soon;
    if (before == null || !before.looksLike(host)) {
      if (before != null) {
        newSize = newSize.changed(before, size(before), null);
        newFree = newFree.changed(before, free(before, of), null);
        newSoon = newSoon.changed(before, soon(before, of), null);
      }
      newSize = newSize.changed(host, null, size(host));
      newFree = newFree.changed(host, null, free(host, of));
      newSoon = newSoon.changed(host, null, soon(host, of));
    }
    SortedTable<String, Host.Reliability> newRecords = records;
    if (before != null) {
      newRecords = added(newRecords, before.platform(), before.reliability(), -1);
    }
    newRecords = added(newRecords, host.platform(), host.reliability(), 1);
    return new Index(
        leases, newSize, newFree, newSoon, queue, running, followers, newRecords, aging);
  }

  private static SortedTable<String, Host.Reliability> added(
      SortedTable<String, Host.Reliability> records,
      String platform,
      Host.Reliability record,
      int times) {
    Host.Reliability sum = records.get(platform);
    long up = sum == null ? 0 : sum.upMillis();
    int losses = sum == null ? 0 : sum.losses();
    return records.with(
        platform,
        new Host.Reliability(up + times * record.upMillis(), losses + times * record.losses()));
  }

  private Index with(Queue other) {
    return new Index(leases, size, free, soon, other, running, followers, records, aging);
  }

  private Index with(Running other) {
    return new Index(leases, size, free, soon, queue, other, followers, records, aging);
  }
}
