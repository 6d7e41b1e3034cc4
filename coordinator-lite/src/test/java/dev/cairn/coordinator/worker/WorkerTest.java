package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient.AnsweredException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's talk with its coordinator. Its threads are run when the test likes. */
class WorkerTest {
  @TempDir Path temp;
  private Scene scene;
  private final List<Runnable> threads = new ArrayList<>();
  private Worker worker;

  private Instant until;

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(temp);
    worker = worker();
  }

  private Worker worker() {
    WorkerSetup setup =
        new WorkerSetup(
            "h",
            temp.resolve("w"),
            new Amount(1, 1),
            "p",
            Path.of("java"),
            Path.of("agent.jar"),
            0,
            until);
    return new Worker(
        setup,
        scene.server,
        scene::exchange,
        scene.jvms,
        scene.time,
        threads::add,
        scene.said::add);
  }

  private void leaves() {
    try {
      worker.leave(0);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void troubles(int count, FakeServer.Trouble trouble) {
    for (int i = 0; i < count; i++) {
      scene.server.troubles.add(trouble);
    }
  }

  @Test
  void joinsTellsAndLeaves() throws Exception {
    troubles(3, () -> {});
    scene.server.troubles.add(this::leaves);
    worker.run();
    assertThat(scene.server.told)
        .containsExactly("join", "heard", "heard", "heard", "leaving", "left");
  }

  @Test
  void tellsWhenItsMachineGoesAway() throws Exception {
    until = Instant.ofEpochMilli(scene.time.millis() + 90_000);
    worker = worker();
    scene.time.sleep(1_000);
    scene.server.troubles.add(() -> {});
    scene.server.troubles.add(this::leaves);
    worker.run();
    assertThat(scene.server.joins).extracting(Api.Join::withinMillis).containsExactly(89_000L);
  }

  @Test
  void aCoordinatorThatIsAwayIsToldOfOnce() throws Exception {
    troubles(
        30,
        () -> {
          throw new ConnectException();
        });
    scene.server.troubles.add(() -> {});
    scene.server.troubles.add(this::leaves);
    worker.run();
    assertThat(scene.said)
        .containsExactly(
            "the coordinator at http://c is away: what runs here goes on",
            "h has joined http://c",
            "the coordinator at http://c is back");
    assertThat(scene.time.millis()).isBetween(30 * 4_000L, 30 * 5_000L);
  }

  @Test
  void aRefusalIsToldOfOnce() throws Exception {
    troubles(
        9,
        () -> {
          throw new AnsweredException(507, "its disk is full");
        });
    scene.server.troubles.add(() -> {});
    scene.server.troubles.add(this::leaves);
    worker.run();
    assertThat(scene.said).containsOnlyOnce("the coordinator at http://c says: its disk is full");
  }

  @Test
  void whoIsNotKnownAnyMoreJoinsAnew() throws Exception {
    scene.server.troubles.add(() -> {});
    troubles(
        1,
        () -> {
          throw new AnsweredException(410, "join anew");
        });
    scene.server.troubles.add(() -> {});
    scene.server.troubles.add(this::leaves);
    worker.run();
    assertThat(scene.server.told).containsExactly("join", "join", "heard", "leaving", "left");
  }

  @Test
  void aWrongTokenEndsIt() {
    scene.server.troubles.add(
        () -> {
          throw new AnsweredException(401, "does not know this token");
        });
    assertThatThrownBy(worker::run).hasMessage("does not know this token");
  }

  /** A job that stands in no order is another's; one that does is begun once. */
  @Test
  void ordersAreWhatShallBe() throws Exception {
    Order order = scene.order(7, 1, false);
    scene.server.orders = List.of(order);
    scene.jvms.lives.add(jvm -> jvm.glances > 100 ? jvm.ends(0) : null);
    troubles(2, () -> {});
    scene.server.troubles.add(
        () -> {
          assertThat(threads).as("its check-ins, its caretaker").hasSize(2);
          scene.server.orders = List.of();
        });
    scene.server.troubles.add(() -> threads.get(1).run());
    scene.server.troubles.add(this::leaves);
    worker.run();
    assertThat(scene.jvms.started).as("it was cancelled before it began").isEmpty();
    assertThat(scene.server.outcomes).isEmpty();
    assertThat(scene.folderOf(order).order()).isNull();
  }

  /** Folders outlive their worker: what was fetched goes on, what was not is removed. */
  @Test
  void takesUpWhatAFormerWorkerLeft() throws Exception {
    Order whole = scene.order(7, 1, false);
    scene.folderOf(whole).lay(whole, scene.server);
    scene.folderOf(whole).unclean();
    Files.createDirectories(temp.resolve("w/jobs/8-1/job")); // no order: it was being fetched
    scene.server.orders = List.of(whole);
    scene.jvms.lives.add(jvm -> jvm.ends(0));
    scene.server.troubles.add(
        () -> {
          assertThat(scene.jvms.orphans).hasSize(2);
          assertThat(threads).hasSize(2);
          scene.server.orders = List.of();
          threads.get(1).run();
        });
    scene.server.troubles.add(this::leaves);
    worker.run();
    assertThat(scene.server.told).startsWith("outcome", "join");
    assertThat(temp.resolve("w/jobs")).isEmptyDirectory();
  }
}
