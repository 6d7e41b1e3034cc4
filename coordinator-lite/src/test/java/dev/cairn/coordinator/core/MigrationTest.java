package dev.cairn.coordinator.core;

import static dev.cairn.coordinator.core.JobState.MIGRATING;
import static dev.cairn.coordinator.core.JobState.RUNNING;
import static dev.cairn.coordinator.core.JobState.SNAPSHOTTING;
import static dev.cairn.coordinator.core.JobState.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that move from host to host. */
class MigrationTest extends Scene {
  @Test
  void migrate() {
    host("a", 1);
    host("b", 1);
    long job = submit(0);
    on(job, "a");
    heard("a");
    does(new Event.Migrate(job, "b"));
    is(job, MIGRATING, "sent to b by request");
    stopped(job, 1);
    is(job, STAGING, "goes to b");
    on(job, "b");
  }

  /** While the other one is saved, the worker may fetch what comes then. */
  @Test
  void aHostIsToldWhatIsNext() {
    host("a", 1);
    long low = submit(1);
    heard("a");
    at(20);
    heard("a");
    at(40);
    heard("a");
    assertThat(Ahead.of(state, "a")).isNull();
    long high = submit(5);
    is(low, SNAPSHOTTING, "preempted");
    assertThat(Ahead.of(state, "a")).isEqualTo(new Ahead(high, "files"));
    does(new Event.Tick());
    assertThat(Ahead.of(state, "a")).isEqualTo(new Ahead(high, "files"));
    stopped(low, 1);
    on(high, "a");
    assertThat(Ahead.of(state, "a")).isNull();
  }

  /** Those that had it before may have its chunks; who is away can't give them. */
  @Test
  void ordersNameHostsThatHadTheJob() {
    List<String> way = List.of("b", "c", "d", "e", "b");
    host("a", 1);
    long job = submit(0);
    for (String next : way) {
      host(next, 1);
      heard(state.job(job).lease().host());
      does(new Event.Migrate(job, next));
      stopped(job, 1);
      on(job, next);
    }
    assertThat(Order.holders(state, job, "b")).containsExactly("e", "d", "c");
    does(new Event.Left("d", "d#1"));
    assertThat(Order.holders(state, job, "b")).containsExactly("e", "c");
  }

  /** It counts once, when the other host tells that the job goes on. */
  @Test
  void whereAMovesTimeWentIsRemembered() {
    host("a", 1);
    host("b", 1);
    long job = submit(0);
    heard("a");
    at(10);
    does(new Event.Migrate(job, "b"));
    at(11);
    Move.Leave leave = new Move.Leave(500, 100, 50, 200, 1 << 20);
    does(new Event.Stopped("a", job, 1, new CheckIn(1, 1, "files of 1"), leave));
    heard("b");
    is(job, RUNNING, "runs on b");
    assertThat(state.job(job).work().move().hasArrived()).isFalse();
    at(12);
    Move.Arrival arrival = new Move.Arrival(100, 400, 300, new Move.Bytes(0, 0, 1 << 20));
    long epoch = state.job(job).epoch();
    Report goesOn = new Report(job, epoch, true, 1, 0, 100, null, null, null, null, arrival);
    Event.Heard heard = new Event.Heard("b", "b#1", List.of(goesOn));
    assertThat(does(heard).history())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.to()).isEqualTo(RUNNING);
              assertThat(step.reason()).startsWith("went from a to b in 2000 ms: told 150 ms;");
            });
    assertThat(does(heard).history()).as("told again").isEmpty();
    is(job, RUNNING, "runs on b");
    assertThat(state.job(job).work().move().millis()).isEqualTo(2_000);
  }

  /** Nobody told how it got to where it is. */
  @Test
  void afterALostHostNoMoveIsShown() {
    host("a", 1);
    host("b", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Migrate(job, "b"));
    stopped(job, 1);
    Move.Arrival arrival = new Move.Arrival(1, 1, 1, new Move.Bytes(0, 0, 1));
    Report goesOn =
        new Report(job, state.job(job).epoch(), true, 1, 0, 1, null, null, null, null, arrival);
    does(new Event.Heard("b", "b#1", List.of(goesOn)));
    assertThat(state.job(job).work().move().hasArrived()).isTrue();
    does(new Event.Left("b", "b#1"));
    on(job, "a");
    assertThat(state.job(job).work().move()).isNull();
  }

  /** A job that is sent to a full host makes room there if it may, else it waits. */
  @Test
  void migrateToAFullHost() {
    host("a", 1);
    host("b", 1);
    long job = submit(3);
    long other = submit(1);
    on(other, "b");
    heard("a");
    heard("b");
    at(15);
    heard("a");
    heard("b");
    at(30);
    does(new Event.Migrate(job, "b"));
    stopped(job, 1);
    is(job, MIGRATING, "room is being made for it on b");
    stopped(other, 1);
    on(job, "b");
    on(other, "a");
  }

  /** A host that is lost for good takes with it what came after the last generation it sent. */
  @Test
  void aGenerationThatWasSentOutlivesItsHost() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(saved(job, 1, 3));
    is(job, RUNNING, "runs on a");
    does(saved(job, 1, 2)); // late
    now = 10;
    does(saved(job, 1, 4));
    assertThat(state.job(job).work().checkedInAt()).isEqualTo(10_000);
    host("b", 1);
    at(25);
    on(job, "b");
    is(job, STAGING, "to go on from generation 4");
    assertThat(Order.of(state, "b").get(0).files()).isEqualTo("files of 4");
    assertThatThrownBy(() -> does(saved(job, 1, 5)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.kind()).isEqualTo(RefusedException.Kind.STALE));
  }
}
