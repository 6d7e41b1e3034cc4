package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks a program to stop at random moments (SIGTERM), lets it go on in another JVM each time, and
 * compares what it printed in all. A program that has ended meanwhile begins another life.
 */
final class AskedStops {
  private static final int STOPPED = 85;

  /** What SIGTERM does to a JVM that has not begun with the job yet. */
  private static final int TOO_EARLY = 143;

  private static final int LONGEST_MILLIS = 3000;

  /** A life without a stop is one that was over too soon; more of them than stops are a mistake. */
  private static final int LIVES = 2;

  private final RealPrograms program;
  private final Path folder;
  private final Random random;
  private final List<Double> seconds = new ArrayList<>();
  private final Set<String> refusals = new TreeSet<>();
  private final List<String> whole;
  private final int exit;
  private int lives;

  /** A JVM has come to the program's main by then; longer on a machine that is found to be busy. */
  private Duration starting = Duration.ofSeconds(3);

  /** What came of it: how long each stop took, and what was refused meanwhile. */
  record Had(List<Double> seconds, Set<String> refusals, int lives) {}

  AskedStops(RealPrograms program, Path folder, Random random) throws IOException {
    this.program = program;
    this.folder = folder;
    this.random = random;
    program.ready(folder.resolve("work"));
    Outcome plain = leg().plain().run();
    whole = program.told(plain.out());
    exit = plain.exit();
  }

  Had ask(int stops) {
    while (seconds.size() < stops) {
      assertThat(lives)
          .as("lives of %s, stopped %d times", program, seconds.size())
          .isLessThan(LIVES * stops);
      oneLife(stops);
    }
    return new Had(List.copyOf(seconds), Set.copyOf(refusals), lives);
  }

  private void oneLife(int stops) {
    lives++;
    StringBuilder out = new StringBuilder();
    Outcome o;
    do {
      Running running =
          leg()
              .generations(folder.resolve("ck-" + lives))
              .option("every", "0")
              .withoutReport()
              .start()
              .closeInput();
      boolean ended = false;
      if (seconds.size() < stops) {
        ended = running.endsWithin(starting.plusMillis(random.nextInt(LONGEST_MILLIS)));
        long asked = System.nanoTime();
        o = ended ? running.end() : running.terminate().end();
        if (o.exit() == STOPPED) {
          seconds.add((System.nanoTime() - asked) / 1e9);
        } else if (o.exit() == TOO_EARLY) {
          starting = starting.plusSeconds(1);
        }
      } else {
        o = running.end();
      }
      o.agentLines().stream().filter(l -> l.contains("no snapshot")).forEach(refusals::add);
      out.append(o.out());
    } while (o.exit() == STOPPED || o.exit() == TOO_EARLY);
    o.assertExit(exit).assertNoStackTrace();
    assertThat(program.told(out.toString())).as("output of %s", program).isEqualTo(whole);
  }

  private Leg leg() {
    return new Leg(program.longer(), folder.resolve("legs")).in(folder.resolve("work")).on(jvm());
  }

  /** Any that people use: pauses where all identity hashes are alike are longer, and known. */
  private Jvm jvm() {
    List<Jdk> jdks = Jdk.all();
    while (true) {
      Jvm any = Jvm.any(jdks.get(random.nextInt(jdks.size())), random);
      if (!any.options().contains("-XX:hashCode=2")) {
        return any;
      }
    }
  }
}
