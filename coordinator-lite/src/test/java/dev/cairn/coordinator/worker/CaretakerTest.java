package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient.AnsweredException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a job is told until it is taken. */
class CaretakerTest {
  @TempDir Path temp;
  private Scene scene;
  private Order order;
  private WorkerJob job;

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(temp);
    order = scene.order(7, 2, false);
    job = scene.job(order);
    scene.said.clear();
  }

  private Fetch fetch() {
    try {
      return scene.exchange().fetch(List.of(), scene.server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void takesCare() {
    CheckIns none =
        new CheckIns(
            order,
            job.folder(),
            scene.server,
            scene.time,
            GenerationCopy::of,
            () -> false,
            l -> {});
    new Caretaker(
            job,
            scene.server,
            this::fetch,
            scene.time,
            none,
            scene.said::add,
            () -> scene.said.add("over"))
        .run();
  }

  @Test
  void itsFilesFirstThenTheOutcome() throws IOException {
    scene.jvms.lives.add(jvm -> jvm.ends(5));
    takesCare();
    Api.Outcome outcome = scene.server.outcomes.get(0);
    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(outcome.epoch()).isEqualTo(2);
    ChunkFolder chunks = scene.server.chunks;
    assertThat(FolderContent.missing(outcome.files(), chunks)).isEmpty();
    assertThat(temp.resolve("w/jobs/7-2")).doesNotExist();
    assertThat(scene.said).endsWith("over");
  }

  @Test
  void isRepeatedUntilItIsTaken() {
    scene.jvms.lives.add(jvm -> jvm.ends(0));
    for (int i = 0; i < 20; i++) {
      scene.server.troubles.add(
          () -> {
            throw new ConnectException("refused");
          });
    }
    takesCare();
    assertThat(scene.server.outcomes).hasSize(1);
    assertThat(scene.said).filteredOn(l -> l.contains("refused")).hasSize(1);
    assertThat(scene.time.millis()).isGreaterThan(60_000); // ever more seldom
  }

  @Test
  void whatNoLongerCountsIsDropped() {
    scene.jvms.lives.add(jvm -> jvm.ends(0));
    scene.server.troubles.add(
        () -> {
          throw new AnsweredException(410, "job 7 is under epoch 3 now");
        });
    takesCare();
    assertThat(scene.server.outcomes).isEmpty();
    assertThat(temp.resolve("w/jobs/7-2")).doesNotExist();
  }

  /** The coordinator's disk is full: the job's end is kept here until there is room. */
  @Test
  void whatCantBeTakenNowIsKept() {
    scene.jvms.lives.add(jvm -> jvm.ends(0));
    for (int i = 0; i < 3; i++) {
      scene.server.troubles.add(
          () -> {
            throw new AnsweredException(507, "the disk is full");
          });
    }
    takesCare();
    assertThat(scene.server.outcomes).hasSize(1);
    assertThat(scene.said).containsOnlyOnce("job 7: the disk is full");
  }

  @Test
  void whatIsCancelledIsTidiedUp() {
    job.cancel();
    takesCare();
    assertThat(scene.server.told).isEmpty();
    assertThat(scene.said).containsExactly("over");
  }
}
