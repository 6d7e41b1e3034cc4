package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that look for what a stop and a resume might show. */
class InvisibleIT {
  private static final int STOPS = 4;

  @TempDir Path folder;

  /** Their output alone: which interfaces reflection initialises differs between releases. */
  @Test
  void programsThatReflectOnThemselves() {
    Job job = Job.target("Mirrors");
    for (Jdk jdk : Jdk.all()) {
      String whole = new Leg(job, folder).plain().on(jdk).run().assertExit(0).out();
      Outcome stopped = stoppedAtTheThird(job, jdk).assertExit(85);
      String file = stopped.report().path("snapshots").path(0).path("file").asText();
      Outcome rest =
          new Leg(job, folder)
              .on(Jdk.other())
              .generations(folder.resolve("rest-" + jdk.feature()))
              .option("resume", file)
              .run()
              .assertExit(0);
      assertThat(stopped.out() + rest.out()).as("%s", rest).isEqualTo(whole);
    }
  }

  /** Its first safe point is reached by the initialiser of its class, before main is entered. */
  @Test
  void lambdasOfOnePlace() {
    cut(Job.target("LambdaIdentity"), 2);
  }

  @Test
  void stackTraces() {
    cut(Job.target("StackTraces"), 1);
  }

  @Test
  void stackTracesOfConstructors() {
    cut(Job.target("ConstructorTraces"), 1);
  }

  /** The launcher initialises the class that it is given, before main of another is called. */
  @Test
  void anInheritedMain() {
    cut(Job.target("InheritedMain"), 1);
  }

  private void cut(Job job, long first) {
    Random random = Seed.random("InvisibleIT " + job);
    List<Jdk> all = Jdk.all();
    Pieces pieces = new Pieces(job, folder, Jvm.light(all.get(0)));
    pieces.cutAt(
        pieces.choose(STOPS, first, random), i -> Jvm.any(all.get(i % all.size()), random));
  }

  /** In another JVM its initialiser would run a second time: refused by name. */
  @Test
  void aClassThatFailedToBeInitialised() {
    for (Jdk jdk : Jdk.all()) {
      Job job = Job.target("FailsToInitialise", "early");
      String whole = new Leg(job, folder).plain().on(jdk).run().assertExit(0).out();
      Outcome o = stoppedAtTheThird(job, jdk).assertExit(0).assertNoStackTrace();
      assertThat(o.out()).isEqualTo(whole);
      assertThat(o.agentLines())
          .as("%s", o)
          .anySatisfy(l -> assertThat(l).contains("FailsToInitialise$", "initialiser failed"));
    }
  }

  @Test
  void aClassThatWillFail() {
    Job job = Job.target("FailsToInitialise");
    String whole = new Leg(job, folder).plain().run().assertExit(0).out();
    Outcome stopped = stoppedAtTheThird(job, Jdk.current()).assertExit(85);
    String file = stopped.report().path("snapshots").path(0).path("file").asText();
    Outcome rest = new Leg(job, folder).option("resume", file).run().assertExit(0);
    assertThat(stopped.out() + rest.out()).isEqualTo(whole);
  }

  private Outcome stoppedAtTheThird(Job job, Jdk jdk) {
    return new Leg(job, folder)
        .on(jdk)
        .generations(folder.resolve("ck-" + jdk.feature()))
        .option("every", "0")
        .option("stop-at", 3)
        .run();
  }
}
