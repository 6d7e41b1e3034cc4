package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who runs where. Jobs that wait are taken by the priority that they count as ({@link Aging}),
 * among equals by who waits longest; each in turn gets the first of these that there is:
 *
 * <ol>
 *   <li>a host with room;
 *   <li>a claim on one where room is being made;
 *   <li>one where jobs of lower priority, which have run for their guaranteed minimum, are stopped;
 *   <li>one where such a minimum is waited for, a claim on it, so that nobody behind gets there
 *       first;
 *   <li>one where equals have had their slice.
 * </ol>
 *
 * So a job never waits for one of lower priority longer than that one's minimum and its stop.
 *
 * <p>A pass costs what it brings about, not what there is: hosts and jobs are found by the state's
 * index, jobs that ask for the same are passed over together where the first of them finds no way,
 * and the pass ends where nothing that could still come of it would start or stop anything.
 */
final class Scheduler {
  private static final int NAMED = 5;

  private final State state;
  private final Rooms rooms;
  private final Victims victims;
  private final List<Plan.Start> starts = new ArrayList<>();
  private final List<Plan.Halt> stops = new ArrayList<>();
  private final List<Plan.Start> claims = new ArrayList<>();
  private final Map<Long, Supplier<String>> waits = new HashMap<>();
  private final Map<Shape, Supplier<String>> hopeless = new HashMap<>();
  private Queue queue;

  private Scheduler(State state, Policy policy) {
    this.state = state;
    this.rooms = new Rooms(state);
    this.victims = new Victims(state, policy, rooms);
    this.queue = state.index().queue();
  }

  static Plan plan(State state, Policy policy) {
    Scheduler s = new Scheduler(state, policy);
    return s.plan(next -> s.rooms.isAnyFree() || s.victims.isAny(s.counts(next)));
  }

  /** Looks at all that wait, though nothing may come of it. */
  static Plan wholePlan(State state, Policy policy) {
    return new Scheduler(state, policy).plan(next -> true);
  }

  /** Why a job waits for a host, in words; null where it doesn't. */
  static @Nullable String why(State state, Policy policy, Job job) {
    if (!job.isCandidate()) {
      return null;
    }
    String before = dependency(state, job);
    if (before != null) {
      return before;
    }
    Scheduler s = new Scheduler(state, policy);
    Shape shape = Shape.of(job);
    s.pass(next -> !s.waits.containsKey(job.id()) && !s.hopeless.containsKey(shape));
    Supplier<String> why = s.waits.get(job.id());
    why = why == null ? s.hopeless.get(shape) : why;
    return why == null ? null : why.get();
  }

  private Plan plan(Predicate<Turn> goesOn) {
    pass(goesOn);
    Turn first = state.index().queue().first();
    long next = first == null ? Long.MAX_VALUE : victims.nextEnd(counts(first));
    return new Plan(starts, stops, claims, Math.min(next, nextStep()));
  }

  private int counts(Turn turn) {
    return victims.counts(Objects.requireNonNull(state.active().get(turn.job())));
  }

  /** When one that waits counts for more; who is behind one of the same shape doesn't before it. */
  private long nextStep() {
    long next = Long.MAX_VALUE;
    SortedTable<Turn, Shape> heads = state.index().queue().heads();
    for (Turn t = heads.first(); t != null; t = heads.higher(t)) {
      next = Math.min(next, t.nextStep(state.time()));
    }
    return next;
  }

  private void pass(Predicate<Turn> goesOn) {
    for (Turn next = queue.first(); next != null && goesOn.test(next); next = queue.first()) {
      Job job = Objects.requireNonNull(state.active().get(next.job()));
      Shape shape = Shape.of(job);
      if (place(job, shape)) {
        queue = queue.afterFirst(next, shape);
      } else {
        // What one finds no way to, those of its shape behind it don't either: they count for no
        // more, so that no more may be stopped for them, and room that is left or may be made
        // only becomes less while jobs are placed.
        queue = queue.afterAllLike(next);
      }
    }
  }

  private boolean place(Job job, Shape asked) {
    Shape shape = rooms.suited(asked);
    if (shape == null) {
      hopeless.put(asked, () -> noHost(asked));
      return false;
    }
    if (starts(job, shape)
        || waitsForStops(job, shape)
        || stops(job, victims.lower(job, shape), Lease.Purpose.PREEMPT, preempted(job))
        || waitsForMinimum(job, shape)
        || stops(job, victims.equals(job, shape), Lease.Purpose.SLICE, sliced(job))) {
      return true;
    }
    hopeless.put(
        asked,
        () -> "all that suits it is taken by jobs of the same or higher priority: " + names(shape));
    return false;
  }

  private static @Nullable String dependency(State state, Job job) {
    Long after = job.spec().after();
    Job before = after == null ? null : state.job(after);
    if (after == null || (before != null && before.state() == JobState.DONE)) {
      return null;
    }
    return before == null || before.state().isFinal()
        ? "it was to begin after job " + after + ", which will never be done: remove or resubmit it"
        : "it begins after job " + after + ", which is " + before.state().word();
  }

  private String noHost(Shape shape) {
    if (state.hosts().stream().noneMatch(Host::up)) {
      return "no host is there: start one with cairn worker";
    }
    if (shape.only() != null) {
      return "it is to go on on "
          + shape.only()
          + ", which is not there, is cordoned, or too small";
    }
    if (shape.not() != null) {
      return "it was sent away from " + shape.not() + ", and no other host suits it";
    }
    return "no host that takes jobs has "
        + shape.needs()
        + (shape.platform() == null ? "" : " of platform class " + shape.platform());
  }

  private boolean starts(Job job, Shape shape) {
    Room room = rooms.now(shape, job.place().last());
    if (room == null) {
      return false;
    }
    rooms.change(room, () -> room.take(shape.needs()));
    starts.add(new Plan.Start(job.id(), room.host().name()));
    return true;
  }

  private boolean waitsForStops(Job job, Shape shape) {
    Room room = rooms.soon(shape);
    if (room == null) {
      return false;
    }
    claim(job, room, () -> "room is being made for it on " + room.host().name());
    return true;
  }

  private String preempted(Job job) {
    int counts = victims.counts(job);
    return "preempted by job "
        + job.id()
        + " (priority "
        + job.priority()
        + (counts == job.priority() ? ")" : ", " + counts + " by now, since it waits)");
  }

  private static String sliced(Job job) {
    return "its slice is over, it is job " + job.id() + "'s turn";
  }

  private boolean stops(
      Job job, Victims.@Nullable Choice choice, Lease.Purpose purpose, String reason) {
    if (choice == null) {
      return false;
    }
    Room room = choice.room();
    for (Job victim : choice.jobs()) {
      rooms.change(room, () -> room.release(victim));
      victims.stopped(victim);
      stops.add(new Plan.Halt(victim.id(), purpose, reason));
    }
    claim(
        job,
        room,
        () ->
            "room is being made for it on "
                + room.host().name()
                + ": "
                + choice.jobs().stream()
                    .map(v -> "job " + v.id())
                    .collect(Collectors.joining(", ")));
    return true;
  }

  private boolean waitsForMinimum(Job job, Shape shape) {
    Victims.Choice choice = victims.firstOfLower(job, shape);
    if (choice == null) {
      return false;
    }
    claim(job, choice.room(), () -> victims.untilMinimum(choice));
    return true;
  }

  private void claim(Job job, Room room, Supplier<String> why) {
    rooms.change(room, () -> room.claim(job.spec().needs()));
    claims.add(new Plan.Start(job.id(), room.host().name()));
    waits.put(job.id(), why);
  }

  private String names(Shape shape) {
    List<String> names =
        state.hosts().stream().filter(shape::suits).map(Host::name).limit(NAMED + 1).toList();
    return names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (names.size() > NAMED ? " and others" : "");
  }
}
