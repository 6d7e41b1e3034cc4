package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A state while it is being changed by one event; remembers what changed. */
final class Change {
  private final State before;
  private final Set<Long> jobs = new LinkedHashSet<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private final List<Transition> history = new ArrayList<>();
  private State state;
  private long answer;
  private boolean isSeen;

  Change(State before, long now) {
    this.before = before;
    this.state = before.at(now);
  }

  State state() {
    return state;
  }

  long now() {
    return state.time();
  }

  void answer(long job) {
    answer = job;
  }

  /** Whether there is something to decide: something changed that matters, or it is time. */
  boolean isDue() {
    return isSeen || now() >= state.quietUntil();
  }

  /** All is decided until then. */
  void settle(long quietUntil, List<Plan.Start> claims) {
    Map<String, Long> next = new HashMap<>();
    claims.forEach(c -> next.putIfAbsent(c.host(), c.job()));
    state = state.settled(quietUntil, Map.copyOf(next));
  }

  void put(Job job) {
    Job old = state.job(job.id());
    isSeen |= old == null || !job.looksLike(old);
    state = state.with(job);
    jobs.add(job.id());
  }

  /** A job changes its state: that is remembered. */
  void move(Job job, JobState to, String reason) {
    put(job.standing(to, reason, now()));
    Lease lease = job.lease();
    history.add(new Transition(job.id(), now(), to, reason, lease == null ? null : lease.host()));
  }

  /** Something that is to be remembered of a job, whose state stays as it is. */
  void remember(Job job, String what) {
    Lease lease = job.lease();
    history.add(
        new Transition(job.id(), now(), job.state(), what, lease == null ? null : lease.host()));
  }

  void put(Host host) {
    Host old = state.hosts().get(host.name());
    isSeen |= old == null || !host.looksLike(old);
    state = state.with(host);
    hosts.add(host.name());
  }

  Decision decision() {
    return new Decision(
        state,
        jobs.stream()
            .map(state::job)
            .filter(Objects::nonNull)
            .filter(job -> !job.equals(before.job(job.id())))
            .toList(),
        hosts.stream()
            .map(state.hosts()::get)
            .filter(Objects::nonNull)
            .filter(host -> !host.equals(before.hosts().get(host.name())))
            .toList(),
        history,
        answer);
  }
}
