package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker and its disk, in virtual time. A job is a number that grows to its goal; a generation is
 * the number written down.
 */
final class SimulatedWorker {
  static final long SAVE_EVERY = 8_000;
  private static final long STOP_TAKES = 2_000;
  private static final long START_TAKES = 1_500;

  /** What lies on the disk: it outlives the worker. */
  static final class Folder {
    final long job;
    final long epoch;
    final long goal;
    long saved;
    long generation;

    Folder(long job, long epoch, long goal, long saved, long generation) {
      this.job = job;
      this.epoch = epoch;
      this.goal = goal;
      this.saved = saved;
      this.generation = generation;
    }
  }

  /** What is in memory: it dies with the worker. */
  private static final class Running {
    final Folder folder;
    final long startedAt;
    long work;
    long lastSave;
    long stopsAt = Long.MAX_VALUE;
    Event.Outcome outcome;

    Running(Folder folder, long now) {
      this.folder = folder;
      this.startedAt = now + START_TAKES;
      this.work = folder.saved;
      this.lastSave = startedAt;
    }
  }

  final String name;
  final Amount room;
  final Map<Long, Folder> disk = new HashMap<>();
  private final Map<Long, Running> running = new HashMap<>();
  private final List<Event.Saved> saved = new ArrayList<>();
  private long seen;
  boolean alive;
  boolean joined;
  boolean connected = true;
  int incarnation;

  SimulatedWorker(String name, Amount room) {
    this.name = name;
    this.room = room;
  }

  String incarnationName() {
    return name + "#" + incarnation;
  }

  void kill() {
    alive = false;
    joined = false;
    running.clear();
    saved.clear();
  }

  void start(long now) {
    alive = true;
    joined = false;
    incarnation++;
    seen = now;
    disk.values().forEach(f -> running.put(f.job, new Running(f, now)));
  }

  /** Lets the jobs work until now. */
  void advance(long now) {
    for (Running r : running.values()) {
      if (r.outcome != null || now < r.startedAt) {
        continue;
      }
      long until = Math.min(now, r.stopsAt);
      r.work += Math.max(0, until - Math.max(seen, r.startedAt));
      if (r.work >= r.folder.goal) {
        r.work = r.folder.goal;
        r.outcome =
            new Event.Ended(
                name, r.folder.job, r.folder.epoch, new Job.Result(0, result(r.folder.job)));
      } else if (now >= r.stopsAt) {
        save(r);
        r.outcome = new Event.Stopped(name, r.folder.job, r.folder.epoch, checkIn(r.folder));
      } else if (now - r.lastSave >= SAVE_EVERY) {
        save(r);
        r.lastSave = now;
        saved.add(new Event.Saved(name, r.folder.job, r.folder.epoch, checkIn(r.folder)));
      }
    }
    seen = now;
  }

  private static void save(Running r) {
    r.folder.saved = r.work;
    r.folder.generation++;
  }

  static String result(long job) {
    return "result of " + job;
  }

  private static CheckIn checkIn(Folder f) {
    return new CheckIn(f.epoch, f.generation, f.goal + " " + f.generation + " " + f.saved);
  }

  /** Generations to be sent while the jobs run on. */
  List<Event.Saved> takeSaved() {
    List<Event.Saved> all = List.copyOf(saved);
    saved.clear();
    return all;
  }

  List<Report> reports() {
    List<Report> reports = new ArrayList<>();
    for (Running r : running.values()) {
      if (r.outcome == null) {
        reports.add(
            new Report(
                r.folder.job,
                r.folder.epoch,
                seen >= r.startedAt,
                r.folder.generation,
                0,
                200,
                r.work,
                null,
                null));
      }
    }
    return reports;
  }

  List<Event.Outcome> outcomes() {
    return running.values().stream().filter(r -> r.outcome != null).map(r -> r.outcome).toList();
  }

  /** The coordinator has taken an outcome, or told that it never will. */
  void settled(Event.Outcome outcome) {
    Folder folder = disk.get(outcome.job());
    if (folder != null && folder.epoch == outcome.epoch()) {
      disk.remove(outcome.job());
      running.remove(outcome.job());
    }
  }

  void obey(List<Order> orders, long now) {
    Map<Long, Order> wanted = new HashMap<>();
    orders.forEach(o -> wanted.put(o.job(), o));
    for (Folder f : List.copyOf(disk.values())) {
      Order order = wanted.get(f.job);
      if (order == null || order.epoch() != f.epoch) {
        disk.remove(f.job);
        running.remove(f.job);
      }
    }
    for (Order order : orders) {
      Running r = running.get(order.job());
      if (r == null) {
        String[] f = order.files().split(" ");
        Folder folder =
            new Folder(
                order.job(),
                order.epoch(),
                Long.parseLong(f[0]),
                Long.parseLong(f[2]),
                Long.parseLong(f[1]));
        disk.put(order.job(), folder);
        r = new Running(folder, now);
        running.put(order.job(), r);
      }
      if (order.stop() && r.stopsAt == Long.MAX_VALUE) {
        r.stopsAt = Math.max(now, r.startedAt) + STOP_TAKES;
      }
    }
  }
}
