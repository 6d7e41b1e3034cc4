package dev.cairn.coordinator.core;

import static dev.cairn.coordinator.core.JobState.DONE;
import static dev.cairn.coordinator.core.JobState.FAILED;
import static dev.cairn.coordinator.core.JobState.HELD;
import static dev.cairn.coordinator.core.JobState.MIGRATING;
import static dev.cairn.coordinator.core.JobState.PAUSED;
import static dev.cairn.coordinator.core.JobState.QUEUED;
import static dev.cairn.coordinator.core.JobState.REMOVED;
import static dev.cairn.coordinator.core.JobState.RUNNING;
import static dev.cairn.coordinator.core.JobState.SNAPSHOTTING;
import static dev.cairn.coordinator.core.JobState.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One scene each. Times are seconds. */
class DeciderTest {
  private final Policy policy = policy(Duration.ZERO);
  private Decider decider = new Decider(policy);
  private State state = State.EMPTY;
  private long now;

  private static Policy policy(Duration aging) {
    return new Policy(
        Duration.ofSeconds(30), Duration.ofSeconds(100), aging, Duration.ofSeconds(20), 3);
  }

  private Decision does(Event event) {
    Decision decision = decider.decide(state, event, now * 1000);
    state = decision.state();
    return decision;
  }

  private void at(long second) {
    now = second;
    does(new Event.Tick());
  }

  private void host(String name, int slots) {
    does(new Event.Joined(name, name + "#1", new Amount(slots, 1000), "p", List.of()));
  }

  private long submit(int priority) {
    return submit(priority, new Amount(1, 100), null);
  }

  private long submit(int priority, Amount needs, Long after) {
    String key = "key" + state.lastJob();
    JobSpec spec = new JobSpec(key, "n", needs, null, after, "files", List.of("Main"), "");
    return does(new Event.Submit(spec, priority, false)).answer();
  }

  /** Its worker tells of all that its host owns, a generation each. */
  private void heard(String host) {
    List<Report> reports =
        state.leasedTo(host).stream().map(j -> report(j.id(), j.epoch(), 1)).toList();
    does(new Event.Heard(host, host + "#1", reports));
  }

  private static Report report(long job, long epoch, long generation) {
    return new Report(job, epoch, true, generation, 0, 100, null, null, null, null, null);
  }

  private void stopped(long id, long generation) {
    Job job = state.job(id);
    String host = job.lease().host();
    CheckIn checkIn = new CheckIn(job.epoch(), generation, "files of " + generation);
    does(new Event.Stopped(host, id, job.epoch(), checkIn, null));
  }

  private void is(long id, JobState expected, String reason) {
    Job job = state.job(id);
    assertThat(job.state()).as(job.standing().reason()).isEqualTo(expected);
    assertThat(why(id)).contains(reason);
  }

  private String why(long id) {
    return decider.why(state, id, now * 1000);
  }

  private void on(long id, String host) {
    assertThat(state.job(id).lease().host()).isEqualTo(host);
  }

  @Test
  void aJobRunsAndIsDone() {
    long job = submit(0);
    is(job, QUEUED, "no host is there");
    host("a", 1);
    is(job, STAGING, "goes to a, to begin");
    heard("a");
    is(job, RUNNING, "runs on a");
    does(new Event.Ended("a", job, 1, new Job.Result(0, "result")));
    is(job, DONE, "it is done");
    assertThat(Order.of(state, "a")).isEmpty();
  }

  @Test
  void aJobThatFailsByItselfIsNotTriedAgain() {
    long job = submit(0);
    host("a", 1);
    does(new Event.Ended("a", job, 1, new Job.Result(7, "result")));
    is(job, FAILED, "exit code 7");
  }

  /** Not before the minimum run, and it goes on later from where it was. */
  @Test
  void higherPriorityPreempts() {
    host("a", 1);
    long low = submit(1);
    heard("a");
    at(10);
    heard("a");
    long high = submit(5);
    is(high, QUEUED, "job 1 on a has a guaranteed minimum run until 00:00:30Z");
    at(29);
    is(low, RUNNING, "");
    heard("a");
    at(30);
    is(low, SNAPSHOTTING, "preempted by job 2 (priority 5)");
    is(high, QUEUED, "room is being made for it on a");
    assertThat(Order.of(state, "a")).singleElement().matches(Order::stop);
    stopped(low, 4);
    is(high, STAGING, "");
    is(low, QUEUED, "taken by jobs of the same or higher priority");
    does(new Event.Ended("a", high, 1, new Job.Result(0, "r")));
    is(low, STAGING, "to go on from generation 4");
    assertThat(Order.of(state, "a").get(0).files()).isEqualTo("files of 4");
  }

  @Test
  void whatWasNeverSavedIsNotPreempted() {
    host("a", 1);
    long low = submit(1);
    does(new Event.Heard("a", "a#1", List.of(report(low, 1, 0))));
    long high = submit(5);
    now = 15;
    does(new Event.Heard("a", "a#1", List.of(report(low, 1, 0))));
    at(31);
    is(low, RUNNING, "");
    is(high, QUEUED, "job 1 on a has no snapshot yet");
  }

  @Test
  void equalsTakeTurns() {
    host("a", 1);
    long first = submit(1);
    heard("a");
    long second = submit(1);
    for (long t = 10; t < 100; t += 10) {
      at(t);
      heard("a");
      is(first, RUNNING, "");
    }
    at(100);
    is(first, SNAPSHOTTING, "its slice is over, it is job 2's turn");
    stopped(first, 2);
    is(second, STAGING, "");
    is(first, QUEUED, "");
  }

  /** Two slots are wanted of one host, so no third job slips into the first that is free. */
  @Test
  void nobodySlipsIntoRoomThatIsWaitedFor() {
    host("a", 2);
    long low = submit(1);
    heard("a");
    long wide = submit(5, new Amount(2, 100), null);
    long small = submit(1);
    is(wide, QUEUED, "minimum run");
    is(small, QUEUED, "");
    now = 15;
    heard("a");
    at(30);
    is(low, SNAPSHOTTING, "");
    is(small, QUEUED, "");
  }

  /** Somebody else is stopped for the smaller one, who doesn't take what the wide one waits for. */
  @Test
  void whatIsFreeOfAClaimIsKept() {
    host("a", 3);
    long first = submit(0);
    submit(1);
    heard("a");
    at(15);
    heard("a");
    at(30);
    long wide = submit(3, new Amount(2, 100), null);
    is(first, SNAPSHOTTING, "preempted by job " + wide);
    long small = submit(2);
    submit(0); // and so all is looked at once more
    is(small, QUEUED, "room is being made for it on a");
    stopped(first, 2);
    is(wide, STAGING, "");
    is(small, QUEUED, "");
  }

  @Test
  void memoryCounts() {
    host("a", 4);
    submit(1, new Amount(1, 700), null);
    long second = submit(1, new Amount(1, 400), null);
    is(second, QUEUED, "taken by jobs of the same or higher priority: a");
    long never = submit(1, new Amount(1, 1001), null);
    is(never, QUEUED, "no host that takes jobs has 1 slot and 1001 MiB");
  }

  @Test
  void pauseAndResume() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    is(job, SNAPSHOTTING, "paused by request");
    stopped(job, 3);
    is(job, PAUSED, "stopped at generation 3");
    does(new Event.Resume(job));
    is(job, STAGING, "from generation 3");
    assertThat(state.job(job).epoch()).isEqualTo(3);
  }

  /** The worker had sent it before it gave the job back. */
  @Test
  void aWordThatComesLateDoesNotCount() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    stopped(job, 3);
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 2))));
    is(job, PAUSED, "generation 3");
    assertThat(state.job(job).lease()).isNull();
  }

  @Test
  void resumeWhileItStopsLetsItGoOn() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    does(new Event.Resume(job));
    stopped(job, 3);
    is(job, STAGING, "");
  }

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

  @Test
  void drainEmptiesAHost() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Drain("a", null));
    is(job, SNAPSHOTTING, "a is drained");
    stopped(job, 1);
    is(job, QUEUED, "no host that takes jobs");
    host("b", 1);
    on(job, "b");
    long next = submit(0);
    is(next, QUEUED, "");
    does(new Event.Uncordon("a"));
    on(next, "a");
  }

  @Test
  void whoLeavesIsNotLost() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Leaving("a", "a#1", null));
    stopped(job, 1);
    does(new Event.Left("a", "a#1"));
    at(100);
    assertThat(state.hosts().get("a").reliability().losses()).isZero();
    does(new Event.Joined("a", "a#2", new Amount(1, 1000), "p", List.of()));
    is(job, STAGING, "from generation 1");
  }

  @Test
  void aSilentHostIsLostAndItsEpochIsStale() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    host("b", 1);
    now = 20;
    heard("b");
    at(21);
    is(job, STAGING, "");
    on(job, "b");
    Event late = new Event.Ended("a", job, 1, new Job.Result(0, "r"));
    assertThatThrownBy(() -> does(late))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("under epoch 2");
  }

  @Test
  void aHostThatIsBackGoesOnWhereNobodyElseBegan() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    at(21);
    is(job, QUEUED, "a was not heard of for 20 s");
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 5))));
    is(job, RUNNING, "a is back, with the job");
    assertThat(state.job(job).epoch()).isEqualTo(1);
  }

  /** Its first word did not tell of the job, and its place was given to another. */
  @Test
  void aHostThatIsBackDoesNotRunTwoInOnesPlace() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    at(21);
    long higher = submit(1);
    does(new Event.Heard("a", "a#1", List.of()));
    on(higher, "a");
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 5))));
    is(job, QUEUED, "");
    assertThat(Order.of(state, "a")).singleElement().matches(o -> o.job() == higher);
  }

  /** Work that was done while the host counted as lost is not thrown away. */
  @Test
  void whatWasPausedMeanwhileIsGivenBack() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    at(21);
    does(new Event.Pause(job));
    is(job, PAUSED, "");
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 5))));
    is(job, SNAPSHOTTING, "a is back");
    stopped(job, 6);
    is(job, PAUSED, "generation 6");
  }

  @Test
  void aWorkerThatBeganAnewKeepsWhatItSays() {
    host("a", 2);
    long kept = submit(0);
    long lost = submit(0);
    heard("a");
    does(new Event.Joined("a", "a#2", new Amount(2, 1000), "p", List.of(report(kept, 1, 2))));
    is(kept, RUNNING, "");
    assertThat(state.job(kept).epoch()).isEqualTo(1);
    is(lost, STAGING, "");
    assertThat(state.job(lost).epoch()).isEqualTo(2);
    assertThat(state.job(lost).work().losses()).isEqualTo(1);
  }

  /** The answer to the first was lost; what was ordered since is not. */
  @Test
  void joiningTwiceLosesNothing() {
    Event joined = new Event.Joined("a", "a#1", new Amount(1, 1000), "p", List.of());
    does(joined);
    long job = submit(0);
    does(joined);
    assertThat(state.job(job).epoch()).isEqualTo(1);
    assertThat(state.job(job).work().losses()).isZero();
  }

  @Test
  void aJobThatEveryHostDiesUnderIsHeld() {
    host("a", 1);
    long job = submit(0);
    for (int i = 2; i <= 4; i++) {
      does(new Event.Joined("a", "a#" + i, new Amount(1, 1000), "p", List.of()));
    }
    is(job, HELD, "it has lost 3 hosts without a check-in");
    does(new Event.Release(job));
    is(job, STAGING, "");
  }

  @Test
  void aCheckInOfLessThanIsThereIsNotTaken() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    stopped(job, 7);
    does(new Event.Resume(job));
    does(new Event.Pause(job));
    stopped(job, 2);
    is(job, PAUSED, "generation 7");
    assertThat(state.job(job).work().newest().files()).isEqualTo("files of 7");
  }

  @Test
  void anOutcomeToldTwiceCountsOnce() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    CheckIn checkIn = new CheckIn(1, 3, "f");
    Event stopped = new Event.Stopped("a", job, 1, checkIn, null);
    does(stopped);
    assertThatThrownBy(() -> does(stopped)).hasMessageContaining("under epoch 2 now");
    is(job, PAUSED, "");
  }

  @Test
  void aSubmissionSentTwiceIsOneJob() {
    JobSpec spec = new JobSpec("k", "n", new Amount(1, 1), null, null, "f", List.of("Main"), "");
    long first = does(new Event.Submit(spec, 0, false)).answer();
    assertThat(does(new Event.Submit(spec, 0, false)).answer()).isEqualTo(first);
    assertThat(state.lastJob()).isEqualTo(1);
  }

  @Test
  void afterAnother() {
    host("a", 2);
    long first = submit(0);
    long second = submit(9, new Amount(1, 1), first);
    is(second, QUEUED, "it begins after job 1, which is staging");
    does(new Event.Ended("a", first, 1, new Job.Result(0, "r")));
    is(second, STAGING, "");
    long failing = submit(0);
    long third = submit(0, new Amount(1, 1), failing);
    does(new Event.Ended("a", failing, 1, new Job.Result(1, "r")));
    is(third, QUEUED, "will never be done");
  }

  @Test
  void removedIsGone() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Remove(job));
    assertThat(state.job(job).state()).isEqualTo(REMOVED);
    assertThat(Order.of(state, "a")).isEmpty();
    assertThatThrownBy(() -> does(new Event.Pause(job))).hasMessage("there is no job 1");
  }

  @Test
  void noEventChangesAJobThatIsOver() {
    host("a", 1);
    long job = submit(0);
    does(new Event.Ended("a", job, 1, new Job.Result(0, "r")));
    assertThatThrownBy(() -> does(new Event.Pause(job)))
        .hasMessageContaining("job 1 is done: can't be changed any more");
  }

  @Test
  void theCoordinatorsAbsenceIsNotTheHostsFault() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    now = 500;
    does(new Event.Begun());
    at(510);
    is(job, RUNNING, "");
  }

  @Test
  void timeNeverGoesBack() {
    host("a", 1);
    now = 100;
    heard("a");
    at(50);
    assertThat(state.time()).isEqualTo(100_000);
  }

  private Event.Saved saved(long id, long epoch, long generation) {
    return new Event.Saved(
        "a", id, epoch, new CheckIn(epoch, generation, "files of " + generation));
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

  /** Its own time to write counts from its next start on, on whatever host. */
  @Test
  void whatTakesLongToWriteIsSavedSeldom() {
    host("a", 1);
    long job = submit(0);
    long first = Order.of(state, "a").get(0).everySeconds();
    does(
        new Event.Heard(
            "a",
            "a#1",
            List.of(new Report(job, 1, true, 1, 0, 100_000, null, null, null, null, null))));
    does(new Event.Migrate(job, null));
    stopped(job, 2);
    host("b", 1);
    on(job, "b");
    assertThat(Order.of(state, "b").get(0).everySeconds()).isGreaterThan(2 * first);
  }

  private void hearing(long until, String... hosts) {
    while (now < until) {
      at(now + 10);
      List.of(hosts).forEach(this::heard);
    }
  }

  /** One hour's waiting is one step: after five it has its slice, then it waits anew. */
  @Test
  void whoWaitsLongCountsForMore() {
    decider = new Decider(policy(Duration.ofHours(1)));
    host("a", 1);
    long high = submit(5);
    heard("a");
    long low = submit(0);
    long step = 3600;
    hearing(5 * step - 10, "a");
    is(high, RUNNING, "");
    is(low, QUEUED, "taken by jobs of the same or higher priority");
    at(5 * step);
    is(high, SNAPSHOTTING, "its slice is over, it is job 2's turn");
    stopped(high, 7);
    heard("a");
    is(low, RUNNING, "");
    hearing(5 * step + 90, "a");
    is(low, RUNNING, "");
    is(high, QUEUED, "same or higher");
    at(5 * step + 100);
    is(low, SNAPSHOTTING, "preempted by job 1 (priority 5)");
    stopped(low, 1);
    heard("a");
    is(high, RUNNING, "");
    hearing(9 * step, "a");
    is(high, RUNNING, "");
  }

  /** Its running is no waiting: who is preempted goes behind those that waited meanwhile. */
  @Test
  void whatOneHasRunItHasNotWaited() {
    host("a", 1);
    long first = submit(1);
    heard("a");
    at(10);
    heard("a");
    long second = submit(1);
    long high = submit(5);
    at(30);
    stopped(first, 1);
    heard("a");
    does(new Event.Ended("a", high, state.job(high).epoch(), new Job.Result(0, "result")));
    on(second, "a");
    is(first, QUEUED, "");
  }

  /** Lost again and again: only what isn't urgent goes there, while there is another. */
  @Test
  void unreliableHostsGetBatchWork() {
    for (int i = 0; i < 3; i++) {
      host("bad", 2);
      at(now + 21); // silent
    }
    host("bad", 2);
    long alone = submit(5);
    on(alone, "bad");
    host("good", 1);
    long urgent = submit(9);
    on(urgent, "good");
    long other = submit(5);
    is(other, QUEUED, "taken by jobs of the same or higher priority: good");
    long batch = submit(0);
    on(batch, "bad");
    hearing(4 * 3600, "bad", "good");
    is(batch, SNAPSHOTTING, "preempted by job " + other);
  }

  @Test
  void whenAHostWasThereIsKept() {
    host("a", 1);
    at(10);
    heard("a");
    at(40); // silent for more than 20 s
    at(100);
    host("a", 1);
    at(110);
    does(new Event.Left("a", "a#1"));
    at(200);
    host("a", 1);
    Presence presence = state.hosts().get("a").presence();
    assertThat(presence.since()).isEqualTo(200_000);
    assertThat(presence.past())
        .containsExactly(
            new Presence.Spell(0, 10_000, true), new Presence.Spell(100_000, 110_000, false));
  }

  /** Beyond it the rank of the highest priority is no number any more. */
  @Test
  void agingHasALongestStep() {
    assertThatThrownBy(() -> policy(Duration.ofDays(31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 720h");
    Aging longest = Aging.of(policy(Duration.ofDays(30)).aging());
    Turn highest = new Turn(Integer.MAX_VALUE, 1L << 42, 1, longest);
    assertThat(highest).isLessThan(new Turn(0, 0, 2, longest));
    assertThat(new Turn(Integer.MIN_VALUE, 0, 3, longest)).isGreaterThan(highest);
  }
}
