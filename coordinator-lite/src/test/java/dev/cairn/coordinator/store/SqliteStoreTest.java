package dev.cairn.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Decider;
import dev.cairn.coordinator.core.Decision;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Host;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.core.Presence;
import dev.cairn.coordinator.core.Recorded;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.core.Transition;
import dev.cairn.coordinator.wire.Json;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("coordinator.db");
  }

  /** A life of a job, in which each field has had a value. */
  private static final List<Event> EVENTS =
      List.of(
          new Event.Joined("a", "a#1", new Amount(2, 100), "p", List.of()),
          new Event.Submit(spec("k1", null), 3, false),
          new Event.Submit(spec("k2", 1L), -1, true),
          new Event.Heard(
              "a",
              "a#1",
              List.of(
                  new Report(
                      1,
                      1,
                      true,
                      4,
                      1000,
                      20,
                      77L,
                      "/data/x",
                      "a frame is pinned",
                      new Report.Sent(1 << 20, 200),
                      null))),
          new Event.Saved("a", 1, 1, new CheckIn(1, 4, "files")),
          new Event.Joined("b", "b#1", new Amount(1, 100), "p", List.of()),
          new Event.Migrate(1, "b"),
          new Event.Stopped("a", 1, 1, new CheckIn(1, 5, "files"), new Move.Leave(1, 2, 3, 4, 5)),
          new Event.Drain("a", 60_000L),
          new Event.Release(2),
          new Event.Ended("b", 1, 3, new Job.Result(0, "result")));

  private static JobSpec spec(String key, Long after) {
    return new JobSpec(
        key,
        "n\u00e4me",
        new Amount(1, 10),
        "p",
        after,
        "f",
        List.of("-Xmx1g", "Main"),
        "loops=auto");
  }

  private static void assertSame(State a, State b) {
    assertThat(a.active()).containsExactlyElementsOf(b.active());
    assertThat(a.ended()).containsExactlyElementsOf(b.ended());
    assertThat(a.hosts()).containsExactlyElementsOf(b.hosts());
    assertThat(a.keys()).containsExactlyElementsOf(b.keys());
    assertThat(a.lastJob()).isEqualTo(b.lastJob());
    assertThat(a.time()).isEqualTo(b.time());
  }

  /** After each commit, whoever opens the file finds all of it. */
  @Test
  void whatIsCommittedIsThere() {
    Decider decider = new Decider(Policy.DEFAULT);
    State state = State.EMPTY;
    long now = 0;
    for (Event event : EVENTS) {
      now += 1000;
      try (Store store = SqliteStore.open(file)) {
        assertSame(store.load(), state);
        Decision decision = decider.decide(state, event, now);
        store.commit(decision);
        state = decision.state();
      }
    }
    try (Store store = SqliteStore.open(file)) {
      assertSame(store.load(), state);
      assertThat(store.history(1))
          .extracting(Transition::host)
          .startsWith(null, "a", "a", "a", null, "b");
      assertThat(store.history(1))
          .extracting(Transition::to)
          .containsExactly(
              JobState.QUEUED,
              JobState.STAGING,
              JobState.RUNNING,
              JobState.MIGRATING,
              JobState.MIGRATING,
              JobState.STAGING,
              JobState.DONE);
      assertThat(store.history(99)).isEmpty();
      assertThat(store.since(0, 100)).hasSize((int) store.latest());
      assertThat(store.since(store.latest() - 3, 2))
          .extracting(Recorded::number)
          .containsExactly(store.latest() - 2, store.latest() - 1);
    }
  }

  /** What was committed before stays, nothing else is there, and it goes on when there is room. */
  @Test
  void aFullDiskTakesNothingInPart() {
    Decider decider = new Decider(Policy.DEFAULT);
    State state = State.EMPTY;
    Path small = folder.resolve(file.getFileName() + "?max_page_count=40");
    try (Store store = SqliteStore.open(small)) {
      while (true) {
        Event submit = new Event.Submit(spec("k" + state.lastJob(), null), 0, false);
        Decision decision = decider.decide(state, submit, 1000);
        try {
          store.commit(decision);
        } catch (CommandException e) {
          assertThat(e).hasMessageContaining("database or disk is full");
          break;
        }
        state = decision.state();
      }
      Event submit = new Event.Submit(spec("k" + state.lastJob(), null), 0, false);
      Decision again = decider.decide(state, submit, 2000);
      assertThatThrownBy(() -> store.commit(again)).hasMessageContaining("disk is full");
      assertSame(store.load(), state);
    }
    assertThat(state.lastJob()).isGreaterThan(10);
    try (Store store = SqliteStore.open(file)) {
      assertSame(store.load(), state);
      assertThat(store.latest()).isEqualTo(state.lastJob());
      Event submit = new Event.Submit(spec("k" + state.lastJob(), null), 0, false);
      store.commit(decider.decide(state, submit, 1000));
      assertThat(store.load().lastJob()).isEqualTo(state.lastJob() + 1);
    }
  }

  /** Nothing of a decision is there where part of it can't be. */
  @Test
  void allOrNothing() {
    Decider decider = new Decider(Policy.DEFAULT);
    try (Store store = SqliteStore.open(file)) {
      Decision first =
          decider.decide(State.EMPTY, new Event.Submit(spec("k", null), 0, false), 1000);
      store.commit(first);
      Job twin = first.jobs().get(0);
      Decision broken =
          new Decision(
              first.state().at(5000),
              List.of(
                  new Job(
                      7, // another number for the same submission: the database refuses
                      twin.spec(),
                      0,
                      twin.standing(),
                      0,
                      0,
                      null,
                      twin.place(),
                      twin.work())),
              List.of(),
              List.of(new Transition(7, 5000, JobState.QUEUED, "", null)),
              7);
      assertThatThrownBy(() -> store.commit(broken)).isInstanceOf(CommandException.class);
      assertSame(store.load(), first.state());
      assertThat(store.history(7)).isEmpty();
    }
  }

  @Test
  void oneCoordinatorAtATime() {
    try (Store store = SqliteStore.open(file)) {
      assertThat(store.load().lastJob()).isZero();
      assertThatThrownBy(() -> SqliteStore.open(file))
          .isInstanceOfSatisfying(
              CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IN_USE))
          .hasMessageContaining("another coordinator");
    }
  }

  /** Of before generations were sent while jobs run. */
  @Test
  void aFormerVersionsFileIsLedOn() throws Exception {
    State state = State.EMPTY;
    try (Store store = SqliteStore.open(file)) {
      Decision submitted =
          new Decider(Policy.DEFAULT)
              .decide(state, new Event.Submit(spec("\"losses\":", null), 0, false), 1);
      store.commit(submitted);
      state = submitted.state();
    }
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        var s = c.createStatement()) {
      int changed =
          s.executeUpdate(
              "UPDATE job SET body ="
                  + " REPLACE(REPLACE(REPLACE(body, ',\"checkedInAt\":0', ''),"
                  + " ',\"writeMillis\":0', ''), ',\"move\":null', '')"
                  + " WHERE body LIKE '%checkedInAt%writeMillis%'");
      assertThat(changed).isEqualTo(1);
      s.executeUpdate("UPDATE job SET body = REPLACE(body, ',\"before\":[]', '')");
      s.execute("ALTER TABLE history DROP COLUMN host");
      s.execute("DELETE FROM schema WHERE version >= 2");
    }
    try (Store store = SqliteStore.open(file)) {
      assertSame(store.load(), state);
    }
  }

  /** Rows of a version that knew less of jobs and hosts; what they held is held still. */
  @Test
  void rowsOfVersionFourAreLedOn() throws Exception {
    State state = State.EMPTY;
    Decider decider = new Decider(Policy.DEFAULT);
    try (Store store = SqliteStore.open(file)) {
      long now = 0;
      for (Event event : EVENTS.subList(0, 6)) {
        now += 1000;
        Decision decision = decider.decide(state, event, now);
        store.commit(decision);
        state = decision.state();
      }
    }
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        var s = c.createStatement()) {
      String sent = ",\"sent\":{\"bytes\":1048576,\"millis\":200}";
      int reported =
          s.executeUpdate(
              "UPDATE job SET body = REPLACE(REPLACE(body, '"
                  + sent
                  + "', ''), ',\"arrival\":null', '') WHERE body LIKE '%"
                  + sent
                  + "%arrival%'");
      assertThat(reported).isEqualTo(1);
      assertThat(s.executeUpdate("UPDATE job SET body = REPLACE(body, ',\"move\":null', '')"))
          .isEqualTo(2);
      assertThat(s.executeUpdate("UPDATE job SET body = REPLACE(body, ',\"before\":[]', '')"))
          .isEqualTo(2);
      assertThat(s.executeUpdate("UPDATE host SET body = REPLACE(body, ',\"deadline\":0', '')"))
          .isEqualTo(2);
      assertThat(s.executeUpdate("UPDATE host SET body = REPLACE(body, ',\"ends\":0', '')"))
          .isEqualTo(2);
      for (Host host : state.hosts()) {
        String presence = ",\"presence\":" + Json.write(host.presence());
        assertThat(
                s.executeUpdate(
                    "UPDATE host SET body = REPLACE(body, '"
                        + presence
                        + "', '') WHERE body LIKE '%"
                        + presence
                        + "%'"))
            .isPositive();
      }
      s.execute("DELETE FROM schema WHERE version > 4");
    }
    try (Store store = SqliteStore.open(file)) {
      State led = store.load();
      Job job = led.job(1);
      Report report = job.work().report();
      assertThat(report.generation()).isEqualTo(4);
      assertThat(report.refusal()).isEqualTo("a frame is pinned");
      assertThat(report.sent()).isNull();
      assertThat(report.arrival()).isNull();
      assertThat(job.work().move()).isNull();
      assertThat(job.work().newest()).isEqualTo(new CheckIn(1, 4, "files"));
      assertThat(led.job(2)).isEqualTo(state.job(2));
      assertThat(led.hosts())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("presence")
          .containsExactlyElementsOf(state.hosts());
      assertThat(led.hosts()).allMatch(h -> h.presence().equals(new Presence(0, List.of())));
    }
  }

  @Test
  void aLaterVersionsFileIsRefused() throws Exception {
    SqliteStore.open(file).close();
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        var s = c.createStatement()) {
      s.execute("INSERT INTO schema (version) VALUES (10)");
    }
    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("later version");
  }
}
