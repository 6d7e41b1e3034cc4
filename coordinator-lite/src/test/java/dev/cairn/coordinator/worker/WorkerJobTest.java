package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.worker.WorkerJob.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of one job under one lease. */
class WorkerJobTest {
  private static final int STOPPED = 85;

  @TempDir Path temp;
  private Scene scene;
  private WorkerJob job;

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(temp);
    job = scene.job(scene.order(7, 1, false));
  }

  private End run() throws IOException, InterruptedException {
    return job.run(scene.exchange().fetch(List.of(), scene.server));
  }

  private void lives(FakeJvms.Life... lives) {
    for (FakeJvms.Life life : lives) {
      scene.jvms.lives.add(life);
    }
  }

  @Test
  void aJobThatEndsByItself() throws Exception {
    lives(jvm -> jvm.ends(3));
    assertThat(run()).isEqualTo(new End.Files(null, 3));
    assertThat(job.folder().work()).isDirectory();
    assertThat(temp.resolve("w/jobs/7-1/job/code/0/job.jar")).hasContent("a jar");
  }

  @Test
  void whatIsUpIsToldAtOnce() throws Exception {
    lives(jvm -> jvm.glances < 3 ? null : jvm.ends(0));
    run();
    assertThat(scene.said).containsExactly("changed");
  }

  /** Small changes are none: each would be a file written. */
  @Test
  void anotherIntervalIsToldToItsAgent() throws Exception {
    long first = job.order().everySeconds();
    lives(
        jvm -> {
          switch (jvm.glances) {
            case 1 -> assertThat(jvm.folder.every()).hasContent(first + "s\n");
            case 2 -> job.every(first + first / 10);
            case 3 -> assertThat(jvm.folder.every()).hasContent(first + "s\n");
            case 4 -> job.every(2 * first);
            default -> assertThat(jvm.folder.every()).hasContent(2 * first + "s\n");
          }
          return jvm.glances < 6 ? null : jvm.ends(0);
        });
    run();
  }

  /** What is ordered while its JVM starts counts once it is there. */
  @Test
  void anIntervalThatChangesWhileItStartsIsTold() throws Exception {
    long first = job.order().everySeconds();
    job.every(2 * first); // it has no folder yet
    scene.jvms.starting = () -> job.every(3 * first);
    lives(
        jvm -> {
          assertThat(jvm.folder.every()).hasContent(3 * first + "s\n");
          return jvm.ends(0);
        });
    run();
  }

  @Test
  void aJobThatIsStopped() throws Exception {
    lives(
        jvm -> {
          if (jvm.glances == 2) {
            job.stop();
          }
          if (!jvm.terminated) {
            return null;
          }
          jvm.saves(1);
          return STOPPED;
        });
    assertThat(run()).isEqualTo(new End.Files(1L, null));
    assertThat(job.folder().isClean()).isTrue();
  }

  /** What another host began goes on: how long that took is told when the job is restored. */
  @Test
  void howItIsTakenUpIsTold() throws Exception {
    Order order = scene.orderFromGeneration(3);
    job = scene.job(order);
    lives(
        jvm -> {
          if (jvm.glances == 10) {
            assertThat(job.report().arrival()).isNull();
            Files.writeString(jvm.folder.err(), "cairn: resumed from generation 3 (x) in 5 ms\n");
          }
          return jvm.glances < 12 ? null : STOPPED;
        },
        jvm -> jvm.ends(0));
    run();
    Move.Arrival arrival = job.report().arrival();
    assertThat(arrival.jvm()).isEqualTo(20);
    assertThat(arrival.resumed()).isEqualTo(180);
    assertThat(arrival.bytes().coordinator()).isGreaterThan("a jar".length());
    assertThat(scene.said).as("up, taken up").containsExactly("changed", "changed");
  }

  /** A JVM that began anew here was taken up by nobody. */
  @Test
  void whatBeginsIsNotTakenUp() throws Exception {
    lives(
        jvm -> {
          Files.writeString(jvm.folder.err(), "cairn: resumed from generation 3 (x) in 5 ms\n");
          return jvm.glances < 3 ? null : jvm.ends(0);
        });
    run();
    assertThat(job.report().arrival()).isNull();
  }

  @Test
  void whatNeverBeganIsGivenBackAsItCame() throws Exception {
    job.stop();
    assertThat(run()).isEqualTo(new End.NotBegun());
    assertThat(scene.jvms.started).isEmpty();
  }

  @Test
  void whatSomebodyElseStoppedIsGivenBack() throws Exception {
    lives(
        jvm -> {
          jvm.saves(4);
          return STOPPED;
        });
    assertThat(run()).isEqualTo(new End.Files(4L, null));
  }

  /** After a kill the folder is not a generation's: one of the next JVM's is waited for. */
  @Test
  void whatWasKilledIsNotGivenBackBeforeItsNextGeneration() throws Exception {
    lives(
        jvm -> {
          jvm.saves(1);
          return 137;
        },
        jvm -> {
          job.stop();
          if (jvm.glances == 5) {
            assertThat(jvm.terminated).isFalse();
            jvm.saves(2);
          }
          return jvm.terminated ? STOPPED : null;
        });
    assertThat(run()).isEqualTo(new End.Files(2L, null));
  }

  /** Where no generation comes by itself it is asked for one. */
  @Test
  void butNotForEver() throws Exception {
    lives(
        jvm -> 137,
        jvm -> {
          job.stop();
          if (!jvm.terminated) {
            return null;
          }
          jvm.saves(1);
          return STOPPED;
        });
    assertThat(run()).isEqualTo(new End.Files(1L, null));
    assertThat(scene.time.millis()).isBetween(20_000L, 21_000L);
  }

  @Test
  void whatDiesAgainAndAgainIsUnfit() throws Exception {
    FakeJvms.Life dies =
        jvm -> {
          Files.writeString(jvm.folder.err(), "cairn: not enough memory\n");
          return 1;
        };
    lives(dies, dies, dies);
    assertThat(run())
        .isEqualTo(
            new End.Unfit(
                "its JVM was killed 3 times without a new generation, by exit code 1: not enough"
                    + " memory"));
  }

  @Test
  void whatMakesProgressMayDieOften() throws Exception {
    for (int i = 1; i <= 6; i++) {
      long generation = i;
      lives(
          jvm -> {
            jvm.saves(generation);
            return 137;
          });
    }
    lives(jvm -> jvm.ends(0));
    assertThat(run()).isEqualTo(new End.Files(null, 0));
  }

  @Test
  void whatTheAgentRefusesIsUnfitAtOnce() throws Exception {
    lives(
        jvm -> {
          Files.writeString(jvm.folder.err(), "cairn: class A has changed\n");
          return 65;
        });
    assertThat(run()).isEqualTo(new End.Unfit("exit code 65: class A has changed"));
  }

  @Test
  void whatIsNoLongerOursIsKilled() throws Exception {
    lives(
        jvm -> {
          job.cancel();
          return null;
        });
    assertThat(run()).isEqualTo(new End.Cancelled());
    assertThat(scene.jvms.started.get(0).killed).isTrue();
  }

  /** A worker that begins anew in the folder knows by the mark that it isn't clean. */
  @Test
  void theNextWorkerGoesOnInTheSameFolder() throws Exception {
    Order order = job.order();
    lives(
        jvm -> {
          jvm.saves(1);
          throw new IOException("the worker dies");
        });
    assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);
    assertThat(job.folder().isClean()).isFalse();
    job = scene.job(order);
    job.stop();
    lives(
        jvm -> {
          if (jvm.glances == 1) {
            jvm.saves(2);
          }
          return jvm.terminated ? STOPPED : null;
        });
    assertThat(run()).isEqualTo(new End.Files(2L, null));
  }
}
