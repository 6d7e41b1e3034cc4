package dev.cairn.coordinator.core;

import dev.cairn.coordinator.core.RefusedException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Hosts that come, are heard of, and are lost. */
final class Hosts {
  private final Change change;
  private final Policy policy;

  Hosts(Change change, Policy policy) {
    this.change = change;
    this.policy = policy;
  }

  void word(Event.Word word) {
    if (word instanceof Event.Joined joined) {
      joined(joined);
    } else if (word instanceof Event.Heard heard) {
      change.put(same(heard.host(), heard.incarnation()).heardAt(change.now()));
      reports(heard.host(), heard.reports());
    } else if (word instanceof Event.Leaving leaving) {
      Host host = same(leaving.host(), leaving.incarnation()).heardAt(change.now());
      boolean cordoned = host.door() == Host.Door.CORDONED;
      Stops.drain(
          change, host, cordoned ? Host.Door.CORDONED : Host.Door.LEAVING, leaving.within());
    } else if (word instanceof Event.Left left) {
      change.put(same(left.host(), left.incarnation()).heardAt(change.now()).left());
      for (Job job : change.state().leasedTo(left.host())) {
        outcomes().lost(job, left.host() + " has left without giving it back");
      }
    }
  }

  private Outcomes outcomes() {
    return new Outcomes(change, policy);
  }

  /** A worker begins: of what its host owned, only what it has kept goes on. */
  private void joined(Event.Joined joined) {
    Host before = change.state().hosts().get(joined.host());
    boolean again = before != null && before.incarnation().equals(joined.incarnation());
    boolean cordoned = before != null && before.door() == Host.Door.CORDONED;
    Host known = before == null ? null : before.heardAt(change.now());
    change.put(
        new Host(
            joined.host(),
            joined.incarnation(),
            joined.room(),
            joined.platform(),
            change.now(),
            true,
            cordoned ? Host.Door.CORDONED : Host.Door.OPEN,
            known == null ? Host.Reliability.NEW : known.reliability(),
            known == null ? Presence.begun(change.now()) : known.presence(),
            before != null && cordoned ? before.deadline() : 0,
            joined.within() == null ? 0 : change.now() + joined.within()));
    if (!again) { // else the answer was lost, and orders were given since
      loseAllBut(joined);
    }
    reports(joined.host(), joined.kept());
  }

  private void loseAllBut(Event.Joined joined) {
    Map<Long, Long> kept = new HashMap<>();
    joined.kept().forEach(r -> kept.put(r.job(), r.epoch()));
    for (Job job : change.state().leasedTo(joined.host())) {
      if (!Objects.equals(kept.get(job.id()), job.epoch())) {
        outcomes().lost(job, "the worker on " + joined.host() + " began anew without it");
      }
    }
  }

  private Host same(String name, String incarnation) {
    Host host = change.state().hosts().get(name);
    if (host == null || !host.incarnation().equals(incarnation)) {
      throw new RefusedException(Kind.STALE, name + " is not known by this incarnation: join anew");
    }
    return host;
  }

  private void reports(String host, List<Report> reports) {
    for (Report report : reports) {
      Job job = change.state().active().get(report.job());
      if (job != null && job.epoch() == report.epoch()) {
        Lease lease = job.lease();
        if (lease == null) {
          if (mayGoOn(host, job)) {
            regained(host, job, report);
          }
        } else if (lease.host().equals(host)) {
          reported(job, lease, report);
        }
      }
    }
  }

  /**
   * Not where others were given its place before the host told that it has the job still, nor where
   * the host was to be empty by now.
   */
  private boolean mayGoOn(String name, Job job) {
    State state = change.state();
    Host host = Requests.host(state, name);
    return !host.isOver(change.now())
        && job.spec().needs().fitsIn(host.room().minus(state.index().leasesOf(name).all()));
  }

  /**
   * A host that was given up is back with the job, and nobody else has begun: it goes on, or is
   * given back properly where it is not to run.
   */
  private void regained(String host, Job job, Report report) {
    long now = change.now();
    Lease lease = new Lease(host, now, report.started() ? now : -1, null);
    Job back = job.with(job.work().with(report)).with(lease);
    String reason = host + " is back, with the job";
    Lease.Purpose purpose =
        switch (job.state()) {
          case PAUSED -> Lease.Purpose.PAUSE;
          case HELD -> Lease.Purpose.HOLD;
          case MIGRATING -> Lease.Purpose.MIGRATE;
          default -> null;
        };
    if (purpose != null) {
      Stops.stop(change, back, purpose, reason);
    } else {
      change.move(back, report.started() ? JobState.RUNNING : JobState.STAGING, reason);
    }
  }

  private void reported(Job job, Lease lease, Report report) {
    Job told = job.with(workOf(job, lease, report));
    if (!report.started() || lease.started() >= 0) {
      change.put(told);
    } else if (lease.stop() != null) {
      change.put(told.with(lease.startedAt(change.now())));
    } else {
      change.move(
          told.with(lease.startedAt(change.now())), JobState.RUNNING, "runs on " + lease.host());
    }
    Move before = job.work().move();
    Move move = told.work().move();
    if (move != null && !move.equals(before)) {
      change.remember(Requests.known(change.state(), job.id()), move.text());
    }
  }

  private Job.Work workOf(Job job, Lease lease, Report report) {
    Job.Work work = job.work().with(report);
    Move.Arrival arrival = report.arrival();
    Move move = work.move();
    return arrival == null || move == null || !move.leadsTo(lease.host())
        ? work
        : work.with(move.arrived(arrival, change.now()));
  }

  /** The coordinator was away: hosts get their time anew. */
  void begun() {
    for (Host host : change.state().hosts()) {
      if (host.up()) {
        change.put(host.graced(change.now()));
      }
    }
  }

  /**
   * Empties hosts whose machines go away, as soon as what runs there takes that long to save, and
   * so early that nothing begins there which would be stopped before its guaranteed minimum.
   */
  void empty() {
    for (Host host : change.state().hosts()) {
      long now = change.now();
      if (host.isOpen() && host.ends() > 0 && host.ends() - now <= timeToEmpty(host)) {
        Stops.drain(change, host, Host.Door.LEAVING, Math.max(0, host.ends() - now));
      }
    }
  }

  private long timeToEmpty(Host host) {
    long saving = Evacuation.needed(change.state(), host.name());
    return Math.max(policy.minimumRun().toMillis(), saving);
  }

  /**
   * Gives up hosts that have been silent for too long, and what is still on those that were to be
   * empty by now. What such a job's worker sends yet counts while nobody else has begun.
   */
  void expire() {
    for (Host host : change.state().hosts()) {
      if (host.isOver(change.now())) {
        for (Job job : change.state().leasedTo(host.name())) {
          outcomes().lost(job, host.name() + " was to be empty by now: it was given up there");
        }
      }
    }
    for (Host host : change.state().hosts()) {
      if (host.up() && change.now() - host.heard() > policy.lostAfter().toMillis()) {
        change.put(host.lost());
        String reason =
            host.name() + " was not heard of for " + policy.lostAfter().toSeconds() + " s";
        for (Job job : change.state().leasedTo(host.name())) {
          outcomes().lost(job, reason);
        }
      }
    }
  }
}
