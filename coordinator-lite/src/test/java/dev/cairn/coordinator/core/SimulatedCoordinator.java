package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A coordinator that dies and comes back, with its disk; all it decides is checked. */
final class SimulatedCoordinator {
  private static final int SLOW = 4_000;
  private static final int ROUNDS = 30_000;

  private final Course course;
  private final Decider decider;
  private final Checker checker;
  private final SimulatedChunks chunks = new SimulatedChunks();
  private final List<Transition> history = new ArrayList<>();
  private State state = State.EMPTY;
  private boolean up = true;
  private int lives;
  private long skew;

  SimulatedCoordinator(Course course, Policy policy) {
    this.course = course;
    this.decider = new Decider(policy);
    this.checker = new Checker(policy);
  }

  void begin() {
    course.after(1_000, this::tick);
    course.after(course.below(ROUNDS), this::collect);
  }

  State state() {
    return state;
  }

  Checker checker() {
    return checker;
  }

  List<Transition> history() {
    return history;
  }

  boolean isUp() {
    return up;
  }

  /** One event. Refusals change nothing. */
  void decide(Event event) {
    State before = state;
    Decision decision = decider.decide(state, event, course.now() + skew);
    history.addAll(decision.history());
    state = decision.state();
    checker.check(decision);
    if (!decision.isNothing()) {
      checker.held(state, chunks);
    }
    if (event instanceof Event.Saved saved) {
      checker.saved(state, saved);
    } else if (event instanceof Event.Outcome outcome) {
      checker.taken(before, outcome);
    }
  }

  /**
   * An event that refers to files: they are sent where they aren't there, which takes its time; a
   * coordinator that dies meanwhile has half of them.
   *
   * @param taken is told whether the event was taken; nobody is where the coordinator died
   */
  void take(@Nullable String files, Event event, Consumer<Boolean> taken) {
    if (files == null || chunks.has(files)) {
      taken.accept(isTaken(event));
      return;
    }
    int life = lives;
    chunks.begin(files);
    course.within(
        SLOW,
        () -> {
          if (up && life == lives) {
            chunks.written(files);
            course.within(
                SLOW,
                () -> {
                  if (up && chunks.has(files)) {
                    taken.accept(isTaken(event));
                  }
                });
          }
        });
  }

  private boolean isTaken(Event event) {
    try {
      decide(event);
      return true;
    } catch (RefusedException e) {
      if (e.kind() == RefusedException.Kind.CONFLICT) {
        throw e;
      }
      return false;
    }
  }

  /** A worker fetches what it is to go on from. */
  void fetched(Order order) {
    Job job = state.active().get(order.job());
    if (job != null && job.epoch() == order.epoch() && job.files().equals(order.files())) {
      checker.fetched(order, chunks);
    }
  }

  private void tick() {
    if (up) {
      decide(new Event.Tick());
      checker.ticked(state);
    }
    course.after(1_000, this::tick);
  }

  private void collect() {
    if (up) {
      chunks.collect(state.jobs().map(Job::files).collect(Collectors.toSet()));
      checker.held(state, chunks);
    }
    course.after(course.below(ROUNDS), this::collect);
  }

  void die() {
    up = false;
    lives++;
    chunks.tear();
  }

  void comeBack() {
    if (!up) {
      up = true;
      decide(new Event.Begun());
    }
  }

  void jump(long millis) {
    skew += millis;
  }
}
