package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A worker and its disk, in virtual time. A job is a number of milliseconds of work that grows to
 * its goal; a generation is that number written down, with what follows from it.
 */
public final class SimulatedWorker {
  /** What is in memory: it dies with the worker. */
  private final class Running {
    final SimulatedFolder folder;
    final long every;
    final long startedAt;
    long at; // its work is known as of then
    long work;
    long state;
    long nextSave;
    long stopsAt = Saving.NEVER;
    Event.@Nullable Outcome outcome;

    Running(SimulatedFolder folder, long now) {
      this.folder = folder;
      this.every = saving.every(folder.order());
      this.startedAt = now + costs.start();
      this.at = startedAt;
      this.work = folder.work();
      this.state = folder.state();
      this.nextSave = at + every;
    }

    /** When something comes of it next. */
    long due() {
      return outcome != null
          ? Saving.NEVER
          : folder.isWriting()
              ? folder.writtenAt()
              : Math.min(Math.min(nextSave, stopsAt), at + folder.goal() - work);
    }

    void advance(long now) {
      for (long due = due(); due <= now; due = due()) {
        Order order = folder.order();
        if (folder.isWriting()) {
          folder.written();
          saved.add(new Event.Saved(name, order.job(), order.epoch(), folder.checkIn()));
          continue;
        }
        workUntil(due);
        if (work >= folder.goal()) {
          Job.Result result = new Job.Result(0, SimulatedFiles.result(order.job(), state));
          outcome = new Event.Ended(name, order.job(), order.epoch(), result);
        } else if (due >= stopsAt) {
          write(due);
          folder.written();
          outcome = new Event.Stopped(name, order.job(), order.epoch(), folder.checkIn(), null);
        } else {
          at = due + costs.write() + slowness;
          write(at);
          nextSave = at + every;
        }
      }
      workUntil(now);
    }

    private void workUntil(long then) {
      if (outcome == null && then > at) {
        work += then - at;
        state = SimulatedFiles.after(state, then - at);
        worked += then - at;
        at = then;
      }
    }

    private void write(long then) {
      long kept = saving.kept(work);
      folder.write(kept, SimulatedFiles.after(state, kept - work), then);
    }
  }

  private final String name;
  private final Amount room;
  private final JobCosts costs;
  private final Saving saving;
  private final Map<Long, SimulatedFolder> disk = new TreeMap<>();
  private final Map<Long, Running> running = new TreeMap<>();
  private final List<Event.Saved> saved = new ArrayList<>();
  private boolean alive;
  private int incarnation;
  private long seen;
  private long worked;
  private long occupied;
  private long slowness;

  public SimulatedWorker(String name, Amount room, JobCosts costs, Saving saving) {
    this.name = name;
    this.room = room;
    this.costs = costs;
    this.saving = saving;
  }

  public String name() {
    return name;
  }

  public Amount room() {
    return room;
  }

  public boolean isAlive() {
    return alive;
  }

  /** Counts its starts: what was sent to or by another one is not this one's. */
  public int incarnation() {
    return incarnation;
  }

  public String incarnationName() {
    return name + "#" + incarnation;
  }

  /** Milliseconds of jobs' work done here, kept or not. */
  public long worked() {
    return worked;
  }

  /** Milliseconds for which slots belonged to a job. */
  public long occupied() {
    return occupied;
  }

  /** Its process and its jobs' die; what they were writing is torn. */
  public void kill() {
    alive = false;
    disk.values().forEach(SimulatedFolder::tear);
    running.clear();
    saved.clear();
  }

  /** From now on a generation takes so much longer to write, in milliseconds. */
  public void slowDown(long millis) {
    slowness = millis;
  }

  /** The newest whole generation on its disk, by {@code job/epoch}. */
  public Map<String, Long> generations() {
    Map<String, Long> newest = new TreeMap<>();
    disk.forEach((job, f) -> newest.put(job + "/" + f.order().epoch(), f.generation()));
    return newest;
  }

  /** Its disk is lost. */
  public void wipe() {
    disk.clear();
  }

  /** It begins, and goes on with what lies on its disk. */
  public void start(long now) {
    alive = true;
    incarnation++;
    seen = now;
    disk.values().forEach(f -> running.put(f.order().job(), new Running(f, now)));
  }

  /** Lets the jobs work until now. */
  public void advance(long now) {
    for (Running r : running.values()) {
      occupied += r.outcome == null ? (now - seen) * r.folder.order().spec().needs().slots() : 0;
      r.advance(now);
    }
    seen = now;
  }

  /** When there is something to tell that wasn't taken, if no order changes it. */
  public long nextNews() {
    if (!saved.isEmpty() || running.values().stream().anyMatch(r -> r.outcome != null)) {
      return seen;
    }
    return running.values().stream()
        .mapToLong(r -> seen < r.startedAt ? r.startedAt : r.due())
        .min()
        .orElse(Saving.NEVER);
  }

  /** How a job ends that nobody disturbs. */
  public static String undisturbed(Job job) {
    SimulatedFiles begin = SimulatedFiles.parse(job.spec().files());
    return SimulatedFiles.result(job.id(), SimulatedFiles.after(begin.state(), begin.goal()));
  }

  /** The files of a job that has so much work before it. */
  public static String files(long goal) {
    return SimulatedFiles.begin(goal).toString();
  }

  /** How much work, in milliseconds, is kept in a job's files. */
  public static long keptIn(String files) {
    return SimulatedFiles.parse(files).work();
  }

  /** Generations to be sent while the jobs run on. */
  public List<Event.Saved> takeSaved() {
    List<Event.Saved> all = List.copyOf(saved);
    saved.clear();
    return all;
  }

  public List<Report> reports() {
    List<Report> reports = new ArrayList<>();
    for (Running r : running.values()) {
      if (r.outcome == null) {
        Order order = r.folder.order();
        reports.add(
            new Report(
                order.job(),
                order.epoch(),
                seen >= r.startedAt,
                r.folder.generation(),
                0,
                costs.write(),
                r.work,
                null,
                null,
                null,
                null));
      }
    }
    return reports;
  }

  public List<Event.Outcome> outcomes() {
    List<Event.Outcome> outcomes = new ArrayList<>();
    for (Running r : running.values()) {
      if (r.outcome != null) {
        outcomes.add(r.outcome);
      }
    }
    return outcomes;
  }

  /** The coordinator has taken an outcome, or told that it never will. */
  public void settled(Event.Outcome outcome) {
    SimulatedFolder folder = disk.get(outcome.job());
    if (folder != null && folder.order().epoch() == outcome.epoch()) {
      drop(outcome.job());
    }
  }

  private void drop(long job) {
    disk.remove(job);
    running.remove(job);
  }

  /** All that shall be here. */
  public void obey(List<Order> orders, long now) {
    Map<Long, Order> wanted = new HashMap<>();
    orders.forEach(o -> wanted.put(o.job(), o));
    for (SimulatedFolder f : List.copyOf(disk.values())) {
      Order order = wanted.get(f.order().job());
      if (order == null || order.epoch() != f.order().epoch()) {
        drop(f.order().job());
      }
    }
    for (Order order : orders) {
      Running r = running.get(order.job());
      if (r == null) {
        SimulatedFolder folder = new SimulatedFolder(order, saving.first());
        disk.put(order.job(), folder);
        r = new Running(folder, now);
        running.put(order.job(), r);
      }
      if (order.stop() && r.stopsAt == Saving.NEVER) {
        r.stopsAt = Math.max(now, r.at) + costs.stop();
      }
    }
  }
}
