package dev.cairn.coordinator.core;

import dev.cairn.coordinator.core.RefusedException.Kind;

/**
 * What became of a job at a worker. It counts where it was done under the newest epoch, though the
 * host may have been given up meanwhile: nobody else has begun.
 */
final class Outcomes {
  private final Change change;
  private final Policy policy;

  Outcomes(Change change, Policy policy) {
    this.change = change;
    this.policy = policy;
  }

  void outcome(Event.Outcome outcome) {
    Job job = owned(outcome);
    change.answer(job.id());
    if (outcome instanceof Event.Stopped stopped) {
      stopped(job, stopped);
    } else if (outcome instanceof Event.Saved saved) {
      change.put(checkedIn(job, saved.checkIn()));
    } else if (outcome instanceof Event.Ended ended) {
      ended(job, ended);
    } else if (outcome instanceof Event.Unfit unfit) {
      change.move(givenBack(job), JobState.HELD, unfit.reason());
    }
  }

  private Job owned(Event.Outcome outcome) {
    Job job = change.state().active().get(outcome.job());
    if (job == null) {
      throw new RefusedException(
          Kind.STALE, "job " + outcome.job() + " is over or unknown: nothing is taken of it");
    }
    Lease lease = job.lease();
    if (job.epoch() != outcome.epoch() || (lease != null && !lease.host().equals(outcome.host()))) {
      throw new RefusedException(
          Kind.STALE,
          "job "
              + job.id()
              + " is under epoch "
              + job.epoch()
              + " now: what "
              + outcome.host()
              + " has of epoch "
              + outcome.epoch()
              + " is not taken");
    }
    return job;
  }

  private void stopped(Job before, Event.Stopped stopped) {
    CheckIn checkIn = stopped.checkIn();
    Job job = checkIn == null ? before : checkedIn(before, checkIn);
    Lease lease = job.lease();
    if (lease == null) {
      change.put(givenBack(job)); // what it is to do was decided when its host was given up
      return;
    }
    CheckIn newest = job.work().newest();
    String where =
        newest == null || newest.generation() == 0
            ? " before its first generation"
            : " at generation " + newest.generation();
    Lease.Stop stop = lease.stop();
    if (stop == null) {
      lost(job, givenBack(job), "given back by " + lease.host() + where);
      return;
    }
    Job free = givenBack(job);
    if (newest != null && newest.generation() > 0) {
      Move move = Move.begun(lease.host(), stop.since(), change.now(), stopped.leave());
      free = free.with(free.work().with(move));
    }
    if (stop.purpose() == Lease.Purpose.SLICE) {
      free = free.withTurn(change.now());
    }
    change.move(free, Stops.after(stop.purpose()), stop.reason() + "; stopped" + where);
  }

  private Job givenBack(Job job) {
    return job.givenBack(change.now(), policy.slice().toMillis());
  }

  /** With files to go on from, where they are not older than those that are there. */
  private Job checkedIn(Job job, CheckIn checkIn) {
    Job.Work work = job.work();
    CheckIn newest = work.newest();
    if (newest != null && checkIn.generation() < newest.generation()) {
      return job; // it has lost what it was given: what is here stays
    }
    boolean progress = newest == null || checkIn.generation() > newest.generation();
    return job.with(work.with(checkIn, change.now(), progress ? 0 : work.losses()));
  }

  private void ended(Job job, Event.Ended ended) {
    int exit = ended.result().exit();
    change.move(
        job.with((Lease) null).with(job.work().ended(ended.result())),
        exit == 0 ? JobState.DONE : JobState.FAILED,
        exit == 0 ? "it is done" : "it ended by itself with exit code " + exit);
  }

  /** A host is lost under a job: that is not the job's fault. */
  void lost(Job job, String reason) {
    lost(job, job.withoutLease(change.now(), policy.slice().toMillis()), reason);
  }

  private void lost(Job before, Job free, String reason) {
    int losses = free.work().losses() + 1;
    Job job = free.with(free.work().withLosses(losses));
    Lease lease = before.lease();
    Lease.Stop stop = lease == null ? null : lease.stop();
    JobState next = stop == null ? JobState.QUEUED : Stops.after(stop.purpose());
    if (next == JobState.QUEUED && losses >= policy.losses()) {
      change.move(
          job, JobState.HELD, reason + "; it has lost " + losses + " hosts without a check-in");
    } else {
      change.move(job, next, reason);
    }
  }
}
