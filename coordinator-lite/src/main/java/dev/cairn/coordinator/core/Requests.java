package dev.cairn.coordinator.core;

import dev.cairn.coordinator.core.RefusedException.Kind;
import org.jspecify.annotations.Nullable;

/** What users ask for. */
final class Requests {
  private final Change change;

  Requests(Change change) {
    this.change = change;
  }

  static Job known(State state, long id) {
    Job job = state.job(id);
    if (job == null || job.state() == JobState.REMOVED) {
      throw new RefusedException(Kind.UNKNOWN, "there is no job " + id);
    }
    return job;
  }

  static Host host(State state, String name) {
    Host host = state.hosts().get(name);
    if (host == null) {
      throw new RefusedException(Kind.UNKNOWN, "there is no host " + name);
    }
    return host;
  }

  void request(Event.Request request) {
    if (request instanceof Event.Submit submit) {
      submit(submit);
    } else if (request instanceof Event.Cordon cordon) {
      change.put(host(change.state(), cordon.host()).with(Host.Door.CORDONED));
    } else if (request instanceof Event.Uncordon uncordon) {
      uncordon(host(change.state(), uncordon.host()));
    } else if (request instanceof Event.Drain drain) {
      Host host = host(change.state(), drain.host());
      Stops.drain(change, host, Host.Door.CORDONED, drain.within());
    } else if (request instanceof Event.JobRequest of) {
      Job job = known(change.state(), of.job());
      change.answer(job.id());
      job(of, job);
    }
  }

  private void uncordon(Host host) {
    change.put(host.with(Host.Door.OPEN));
    for (Job job : change.state().leasedTo(host.name())) {
      Lease lease = job.lease();
      if (host.deadline() > 0 && lease != null && lease.stop() == null) {
        change.move(job, job.state(), host.name() + " is open again: it stays");
      }
    }
  }

  private void job(Event.JobRequest request, Job job) {
    if (request instanceof Event.Remove) {
      change.move(job.with((Lease) null), JobState.REMOVED, "removed by request");
      return;
    }
    if (job.state().isFinal()) {
      throw conflict(job, "can't be changed any more");
    }
    if (request instanceof Event.Prioritise p) {
      change.put(job.withPriority(p.priority()));
    } else if (request instanceof Event.Pause) {
      suspend(job, Lease.Purpose.PAUSE, JobState.PAUSED, "paused by request");
    } else if (request instanceof Event.Hold) {
      suspend(job, Lease.Purpose.HOLD, JobState.HELD, "held by request");
    } else if (request instanceof Event.Resume) {
      goOn(job, Lease.Purpose.PAUSE, JobState.PAUSED, "resumed by request");
    } else if (request instanceof Event.Release) {
      goOn(job, Lease.Purpose.HOLD, JobState.HELD, "released by request");
    } else if (request instanceof Event.Migrate m) {
      migrate(job, m.to());
    }
  }

  private void submit(Event.Submit submit) {
    JobSpec spec = submit.spec();
    Job before = change.state().submitted(spec.key());
    if (before != null) {
      change.answer(before.id()); // the answer to the first was lost on its way
      return;
    }
    Long after = spec.after();
    if (after != null) {
      known(change.state(), after);
    }
    long id = change.state().lastJob() + 1;
    Job job =
        new Job(
            id,
            spec,
            submit.priority(),
            new Job.Standing(JobState.QUEUED, "", change.now()),
            change.now(),
            0,
            null,
            Job.Place.ANYWHERE,
            Job.Work.NONE);
    change.answer(id);
    change.move(job, submit.held() ? JobState.HELD : JobState.QUEUED, "submitted");
  }

  private void suspend(Job job, Lease.Purpose purpose, JobState to, String reason) {
    if (job.state() == JobState.HELD && to == JobState.PAUSED) {
      throw conflict(job, "release it instead, or leave it held");
    }
    if (job.lease() != null) {
      Stops.stop(change, job, purpose, reason);
    } else if (job.state() != to) {
      change.move(job, to, reason);
    }
  }

  private void goOn(Job job, Lease.Purpose purpose, JobState from, String reason) {
    Lease lease = job.lease();
    Lease.Stop stop = lease == null ? null : lease.stop();
    if (stop != null && stop.purpose() == purpose) {
      Stops.stop(
          change, job, Lease.Purpose.SLICE, reason); // it has begun to stop, and goes on then
    } else if (job.state() == from) {
      change.move(job.withTurn(change.now()), JobState.QUEUED, reason);
    } else {
      throw conflict(job, "only a job that is " + from.word() + " can be");
    }
  }

  private void migrate(Job job, @Nullable String to) {
    Lease lease = job.lease();
    String here = lease == null ? null : lease.host();
    if (to != null) {
      Host target = host(change.state(), to);
      if (!target.isOpen()) {
        throw new RefusedException(
            Kind.CONFLICT, to + (target.up() ? " takes no jobs now" : " is not there"));
      }
      if (!job.spec().needs().fitsIn(target.room())) {
        throw new RefusedException(
            Kind.CONFLICT, to + " has " + target.room() + ", the job needs " + job.spec().needs());
      }
      if (to.equals(here)) {
        throw conflict(job, "it is on " + to + " already");
      }
    }
    Job.Place last = job.place();
    Job sent = job.with(new Job.Place(to, to == null ? here : null, last.last(), last.before()));
    if (lease == null) {
      change.put(sent); // it goes there when it goes on
    } else {
      Stops.stop(
          change,
          sent,
          Lease.Purpose.MIGRATE,
          to == null ? "sent away from " + here + " by request" : "sent to " + to + " by request");
    }
  }

  private static RefusedException conflict(Job job, String what) {
    return new RefusedException(
        Kind.CONFLICT, "job " + job.id() + " is " + job.state().word() + ": " + what);
  }
}
