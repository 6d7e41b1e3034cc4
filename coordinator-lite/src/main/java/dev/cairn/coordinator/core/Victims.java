package dev.cairn.coordinator.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who may be stopped for another while a plan is made. */
final class Victims {
  /** Where several would have to stop, so many hosts are looked at for the fewest. */
  private static final int LOOKED_AT = 64;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final State state;
  private final Rooms rooms;
  private final long minimum;
  private final long slice;
  private final Aging aging;
  private Running running;

  /** A host, and those on it that are to stop, or are waited for. */
  record Choice(Room room, List<Job> jobs) {
    /** The dearest of either decides, then how many there are. */
    boolean isCheaperThan(Choice other) {
      int order = Integer.compare(dearest(), other.dearest());
      return order < 0 || (order == 0 && jobs.size() < other.jobs.size());
    }

    private int dearest() {
      return jobs.stream().mapToInt(Job::priority).max().orElse(Integer.MIN_VALUE);
    }

    /** Who was started last. */
    Job latest() {
      return jobs.stream().max(Comparator.comparingLong(Room::started)).orElseThrow();
    }
  }

  Victims(State state, Policy policy, Rooms rooms) {
    this.state = state;
    this.rooms = rooms;
    this.minimum = policy.minimumRun().toMillis();
    this.slice = policy.slice().toMillis();
    this.aging = Aging.of(policy.aging());
    this.running = state.index().running();
  }

  /** One was told to stop. */
  void stopped(Job job) {
    running = running.changed(Running.Key.of(job), null);
  }

  /** What a job counts as that waits. */
  int counts(Job job) {
    return aging.waiting(job, state.time());
  }

  /** Whether there is somebody who may be stopped for a job that counts as of this priority. */
  boolean isAny(int priority) {
    for (Running.Key k = running.first(true);
        k != null && k.priority() <= priority;
        k = running.afterLevel(k)) {
      if (hasRun(k.started(), k.priority() < priority ? minimum : slice)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Those of lower priority who have run for their minimum, or counted for more and had their
   * slice.
   */
  @Nullable Choice lower(Job job, Shape shape) {
    int counts = counts(job);
    Predicate<Job> may = v -> v.priority() < counts && mayStop(v, counts);
    if (shape.only() != null) {
      return only(shape.only(), shape, may);
    }
    Choice best = null;
    for (Running.Key k = running.first(true);
        k != null && k.priority() < counts && best == null;
        k = running.afterLevel(k)) {
      best = cheapest(k, shape, may, minimum);
    }
    return best;
  }

  /** Those of the same priority who have had their slice, or of a lower one. */
  @Nullable Choice equals(Job job, Shape shape) {
    int counts = counts(job);
    Predicate<Job> may = v -> v.priority() <= counts && mayStop(v, counts);
    if (shape.only() != null) {
      return only(shape.only(), shape, may);
    }
    Running.Key level = running.first(true, counts);
    return level == null || level.priority() != counts ? null : cheapest(level, shape, may, slice);
  }

  private @Nullable Choice only(String host, Shape shape, Predicate<Job> may) {
    Room room = rooms.suiting(host, shape);
    List<Job> jobs = room == null ? null : room.victims(shape.needs(), may);
    return room == null || jobs == null ? null : new Choice(room, jobs);
  }

  /** The cheapest among hosts that have a job of this level which may be stopped. */
  private @Nullable Choice cheapest(
      Running.Key level, Shape shape, Predicate<Job> may, long atLeast) {
    Predicate<Job> mayOfLevel = v -> v.priority() <= level.priority() && may.test(v);
    Set<String> looked = new HashSet<>();
    Choice best = null;
    int left = LOOKED_AT;
    for (Running.Key k = level;
        k != null && k.isOfLevel(level) && hasRun(k.started(), atLeast) && left > 0;
        k = running.after(k)) {
      String host = hostOf(k);
      Choice choice = looked.add(host) ? only(host, shape, mayOfLevel) : null;
      if (choice != null && (best == null || choice.isCheaperThan(best))) {
        best = choice;
      }
      left -= best == null ? 0 : best.jobs().size() == 1 ? LOOKED_AT : 1;
    }
    return best;
  }

  private String hostOf(Running.Key key) {
    Job job = Objects.requireNonNull(state.active().get(key.job()));
    return Objects.requireNonNull(job.lease()).host();
  }

  /** Those of lower priority whose minimum ends first, whether they may be stopped then or not. */
  @Nullable Choice firstOfLower(Job job, Shape shape) {
    int counts = counts(job);
    Predicate<Job> may = v -> v.priority() < counts && aging.entitled(v) < counts;
    if (shape.only() != null) {
      return only(shape.only(), shape, may);
    }
    Set<String> looked = new HashSet<>();
    Choice best = null;
    for (boolean saved : new boolean[] {true, false}) {
      Running.Key level = running.first(saved);
      for (; level != null && level.priority() < counts; level = running.afterLevel(level)) {
        best = earliest(level, shape, may, looked, best);
      }
    }
    return best;
  }

  /** Whose minimum ends last decides; a host is met first by its job that was started first. */
  private @Nullable Choice earliest(
      Running.Key level,
      Shape shape,
      Predicate<Job> may,
      Set<String> looked,
      @Nullable Choice known) {
    Choice best = known;
    for (Running.Key k = level;
        k != null
            && k.isOfLevel(level)
            && (best == null || k.started() < Room.started(best.latest()));
        k = running.after(k)) {
      String host = hostOf(k);
      Choice choice = looked.add(host) ? only(host, shape, may) : null;
      if (choice != null
          && (best == null || Room.started(choice.latest()) < Room.started(best.latest()))) {
        best = choice;
      }
    }
    return best;
  }

  /** What a job waits for, in words. */
  String untilMinimum(Choice choice) {
    Job victim = choice.latest();
    String what = "job " + victim.id() + " on " + choice.room().host().name();
    if (Room.started(victim) == Long.MAX_VALUE) {
      return what + " is just being started and has a guaranteed minimum run";
    }
    return hasRun(Room.started(victim), minimum)
        ? what + " has no snapshot yet, and so is not stopped"
        : what
            + " has a guaranteed minimum run until "
            + CLOCK.format(Instant.ofEpochMilli(Room.started(victim) + minimum));
  }

  /**
   * When somebody may be stopped next for jobs of this priority or a lower one who couldn't be
   * before: at the end of a minimum or a slice.
   */
  long nextEnd(int priority) {
    long next = Long.MAX_VALUE;
    for (Running.Key k = running.first(true);
        k != null && k.priority() <= priority;
        k = running.afterLevel(k)) {
      for (long length : new long[] {minimum, slice}) {
        Long started = running.startedAfter(k, state.time() - length);
        next = started == null ? next : Math.min(next, started + length);
      }
    }
    return next;
  }

  /** By now, for one that counts as of this priority. */
  private boolean mayStop(Job job, int counts) {
    return job.wasSaved()
        && hasRun(Room.started(job), aging.entitled(job) < counts ? minimum : slice);
  }

  private boolean hasRun(long started, long atLeast) {
    return started != Long.MAX_VALUE && state.time() - started >= atLeast;
  }
}
