package dev.cairn.coordinator.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who runs where. Jobs that wait are taken by priority, among equals by who waits longest; each in
 * turn gets the first of these that there is:
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
 */
final class Scheduler {
  /** Who goes first. */
  private static final Comparator<Job> ORDER =
      Comparator.comparingInt(Job::priority)
          .reversed()
          .thenComparingLong(Job::turn)
          .thenComparingLong(Job::id);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final State state;
  private final Policy policy;
  private final Map<String, Room> rooms = new LinkedHashMap<>();
  private final List<Plan.Start> starts = new ArrayList<>();
  private final List<Plan.Halt> stops = new ArrayList<>();
  private final Map<Long, String> waits = new LinkedHashMap<>();
  private final Map<Shape, List<Room>> fits = new HashMap<>();
  private final Map<Shape, String> hopeless = new HashMap<>();
  private long until = Long.MAX_VALUE;

  /** What a job asks of its host: jobs of the same shape suit the same hosts. */
  private record Shape(
      Amount needs, @Nullable String platform, @Nullable String only, @Nullable String not) {
    static Shape of(Job job) {
      Job.Place place = job.place();
      return new Shape(job.spec().needs(), job.spec().platform(), place.only(), place.not());
    }
  }

  private Scheduler(State state, Policy policy) {
    this.state = state;
    this.policy = policy;
  }

  static Plan plan(State state, Policy policy) {
    Scheduler s = new Scheduler(state, policy);
    for (Host host : state.hosts()) {
      if (host.up()) {
        s.rooms.put(host.name(), new Room(host));
      }
    }
    List<Job> candidates = new ArrayList<>();
    for (Job job : state.active()) {
      Lease lease = job.lease();
      if (lease != null) {
        Room room = s.rooms.get(lease.host());
        if (room != null) {
          room.occupy(job);
          s.mayBeStoppedLater(job);
        }
      } else if (job.isCandidate()) {
        candidates.add(job);
      }
    }
    candidates.sort(ORDER);
    candidates.forEach(s::place);
    return new Plan(s.starts, s.stops, s.waits, candidates.isEmpty() ? Long.MAX_VALUE : s.until);
  }

  /** At the end of its minimum, and of its slice, a job may be stopped that couldn't be before. */
  private void mayBeStoppedLater(Job job) {
    long started = Room.started(job);
    if (started == Long.MAX_VALUE || !job.wasSaved()) {
      return; // when that changes there is a decision
    }
    for (long end : new long[] {started + minimum(), started + policy.slice().toMillis()}) {
      if (end > state.time()) {
        until = Math.min(until, end);
      }
    }
  }

  private void place(Job job) {
    String before = dependency(job);
    if (before != null) {
      waits.put(job.id(), before);
      return;
    }
    Shape shape = Shape.of(job);
    String none = hopeless.get(shape);
    if (none != null) {
      waits.put(job.id(), none);
      return;
    }
    List<Room> fit = fits.computeIfAbsent(shape, s -> fit(job));
    if (fit.isEmpty()) {
      hopeless(job, shape, noHost(job));
    } else if (!starts(job, fit)
        && !waitsForStops(job, fit)
        && !preempts(job, fit)
        && !waitsForMinimum(job, fit)
        && !takesTurn(job, fit)) {
      hopeless(
          job,
          shape,
          "all that suits it is taken by jobs of the same or higher priority: " + names(fit));
    }
  }

  /**
   * What one finds no way to, those of its shape behind it don't either: their priority is no
   * higher, so that no more may be stopped for them, and room that is left or may be made only
   * becomes less while jobs are placed.
   */
  private void hopeless(Job job, Shape shape, String why) {
    waits.put(job.id(), why);
    hopeless.put(shape, why);
  }

  private List<Room> fit(Job job) {
    Amount needs = job.spec().needs();
    return rooms.values().stream().filter(r -> suits(job, r) && r.couldEverHold(needs)).toList();
  }

  private @Nullable String dependency(Job job) {
    Long after = job.spec().after();
    Job before = after == null ? null : state.job(after);
    if (after == null || (before != null && before.state() == JobState.DONE)) {
      return null;
    }
    return before == null || before.state().isFinal()
        ? "it was to begin after job " + after + ", which will never be done: remove or resubmit it"
        : "it begins after job " + after + ", which is " + before.state().word();
  }

  private static boolean suits(Job job, Room room) {
    Host host = room.host();
    String platform = job.spec().platform();
    Job.Place place = job.place();
    return host.isOpen()
        && (platform == null || platform.equals(host.platform()))
        && (place.only() == null || place.only().equals(host.name()))
        && !host.name().equals(place.not());
  }

  private String noHost(Job job) {
    Job.Place place = job.place();
    if (rooms.isEmpty()) {
      return "no host is there: start one with cairn worker";
    }
    if (place.only() != null) {
      return "it is to go on on "
          + place.only()
          + ", which is not there, is cordoned, or too small";
    }
    if (place.not() != null) {
      return "it was sent away from " + place.not() + ", and no other host suits it";
    }
    String platform = job.spec().platform();
    return "no host that takes jobs has "
        + job.spec().needs()
        + (platform == null ? "" : " of platform class " + platform);
  }

  private boolean starts(Job job, List<Room> fit) {
    Amount needs = job.spec().needs();
    Room best =
        fit.stream()
            .filter(r -> r.holdsNow(needs))
            .min(
                Comparator.comparing((Room r) -> !r.host().name().equals(job.place().last()))
                    .thenComparing(Comparator.comparingInt(Room::freeSlots).reversed()))
            .orElse(null);
    if (best == null) {
      return false;
    }
    best.take(needs);
    starts.add(new Plan.Start(job.id(), best.host().name()));
    return true;
  }

  private boolean waitsForStops(Job job, List<Room> fit) {
    Room room = fit.stream().filter(r -> r.holdsSoon(job.spec().needs())).findFirst().orElse(null);
    return room != null && claim(job, room, "room is being made for it on " + room.host().name());
  }

  private boolean preempts(Job job, List<Room> fit) {
    return stops(
        job,
        fit,
        victim -> victim.priority() < job.priority() && hasRun(victim, minimum()),
        Lease.Purpose.PREEMPT,
        "preempted by job " + job.id() + " (priority " + job.priority() + ")");
  }

  private boolean takesTurn(Job job, List<Room> fit) {
    return stops(
        job,
        fit,
        victim ->
            victim.priority() <= job.priority()
                && hasRun(victim, minimum())
                && (victim.priority() < job.priority()
                    || hasRun(victim, policy.slice().toMillis())),
        Lease.Purpose.SLICE,
        "its slice is over, it is job " + job.id() + "'s turn");
  }

  private boolean stops(
      Job job, List<Room> fit, Predicate<Job> may, Lease.Purpose purpose, String reason) {
    Room best = null;
    List<Job> cheapest = List.of();
    for (Room room : fit) {
      List<Job> victims = room.victims(job.spec().needs(), may);
      if (victims != null && (best == null || isCheaper(victims, cheapest))) {
        best = room;
        cheapest = victims;
      }
    }
    if (best == null) {
      return false;
    }
    for (Job victim : cheapest) {
      best.release(victim);
      stops.add(new Plan.Halt(victim.id(), purpose, reason));
    }
    String which = cheapest.stream().map(v -> "job " + v.id()).collect(Collectors.joining(", "));
    return claim(job, best, "room is being made for it on " + best.host().name() + ": " + which);
  }

  /** The dearest of either decides, then how many there are. */
  private static boolean isCheaper(List<Job> a, List<Job> b) {
    int order = Integer.compare(dearest(a), dearest(b));
    return order < 0 || (order == 0 && a.size() < b.size());
  }

  private static int dearest(List<Job> jobs) {
    return jobs.stream().mapToInt(Job::priority).max().orElse(Integer.MIN_VALUE);
  }

  /** Where it may have to wait for the minimum of lower ones, it waits where that ends first. */
  private boolean waitsForMinimum(Job job, List<Room> fit) {
    Room best = null;
    Job last = null;
    for (Room room : fit) {
      List<Job> victims = room.victims(job.spec().needs(), v -> v.priority() < job.priority());
      if (victims == null) {
        continue;
      }
      Job latest = victims.stream().max(Comparator.comparingLong(Room::started)).orElseThrow();
      if (last == null || Room.started(latest) < Room.started(last)) {
        best = room;
        last = latest;
      }
    }
    return best != null && last != null && claim(job, best, untilMinimum(last, best));
  }

  private String untilMinimum(Job victim, Room room) {
    String what = "job " + victim.id() + " on " + room.host().name();
    if (Room.started(victim) == Long.MAX_VALUE) {
      return what + " is just being started and has a guaranteed minimum run";
    }
    return state.time() - Room.started(victim) >= minimum()
        ? what + " has no snapshot yet, and so is not stopped"
        : what
            + " has a guaranteed minimum run until "
            + CLOCK.format(Instant.ofEpochMilli(Room.started(victim) + minimum()));
  }

  private boolean claim(Job job, Room room, String why) {
    room.claim(job.spec().needs());
    waits.put(job.id(), why);
    return true;
  }

  private boolean hasRun(Job job, long millis) {
    long started = Room.started(job);
    return started != Long.MAX_VALUE && job.wasSaved() && state.time() - started >= millis;
  }

  private long minimum() {
    return policy.minimumRun().toMillis();
  }

  private static String names(List<Room> rooms) {
    return rooms.stream().map(r -> r.host().name()).limit(5).collect(Collectors.joining(", "))
        + (rooms.size() > 5 ? " and " + (rooms.size() - 5) + " more" : "");
  }
}
