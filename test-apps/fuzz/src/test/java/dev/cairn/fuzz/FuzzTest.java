package dev.cairn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fuzz.run.Failure;
import dev.cairn.fuzz.run.Settings;
import dev.cairn.fuzz.run.Trial;
import dev.cairn.fuzz.shrink.Shrinker;
import dev.cairn.fuzz.tree.Part.Statement;
import dev.cairn.fuzz.write.ProgramWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random programs give woven, and stopped anywhere, what they give plain. A program that doesn't is
 * made small and printed with its seed.
 *
 * <pre>
 *   mvn -B verify -Pfuzz                                   2,000 programs
 *   mvn -B verify -Pfuzz -Dcairn.seed=4711 -Dcairn.programs=1    one again
 * </pre>
 */
final class FuzzTest {
  private static final long FIRST = Long.getLong("cairn.seed", 1);
  private static final int PROGRAMS = Integer.getInteger("cairn.programs", 24);
  private static final int SHRINKS = Integer.getInteger("cairn.shrink", 1_500);

  /** So many failing seeds are enough. */
  private static final int FAILURES = 5;

  @Test
  void wovenDoesWhatPlainDoes() {
    System.out.println("fuzz: cairn.seed=" + FIRST + " cairn.programs=" + PROGRAMS);
    long safePoints = 0;
    long snapshots = 0;
    List<String> failures = new ArrayList<>();
    for (long seed = FIRST; seed < FIRST + PROGRAMS && failures.size() < FAILURES; seed++) {
      Settings settings = Settings.of(seed);
      Statement program = ProgramWriter.write(seed, settings.release());
      Trial trial = new Trial(settings, 3);
      try {
        safePoints += trial.of(program.text());
      } catch (Failure f) {
        failures.add(report(settings, program, f));
      }
      snapshots += trial.snapshots();
    }
    System.out.println(
        "fuzz: "
            + PROGRAMS
            + " programs, "
            + safePoints
            + " safe points, "
            + snapshots
            + " snapshots");
    assertThat(failures).isEmpty();
    assertThat(snapshots).as("snapshots").isGreaterThan(PROGRAMS);
  }

  private static String report(Settings settings, Statement program, Failure failure) {
    Failure[] last = {failure};
    Statement small =
        failure.what() == Failure.What.NOT_COMPILED
            ? program
            : new Shrinker(SHRINKS)
                .shrink(program, smaller -> fails(settings, smaller, failure.what(), last));
    String text =
        "seed %d, release %d, poll %s, %s, %s: %s%n%s"
            .formatted(
                settings.seed(),
                settings.release(),
                settings.poll(),
                settings.everyLoop() ? "most loops" : "auto",
                last[0].what(),
                last[0].getMessage(),
                small.text());
    System.out.println(text);
    if (last[0].getCause() != null) {
      last[0].getCause().printStackTrace(System.out);
    }
    return text;
  }

  /** Stopped at each of its safe points a small program fails as often as it can. */
  private static boolean fails(
      Settings settings, Statement program, Failure.What what, Failure[] last) {
    try {
      new Trial(settings, 20).of(program.text());
      return false;
    } catch (Failure f) {
      if (f.what() == what) {
        last[0] = f;
        return true;
      }
      return false;
    }
  }
}
