package dev.cairn.fuzz;

import dev.cairn.fuzz.run.Failure;
import dev.cairn.fuzz.run.Settings;
import dev.cairn.fuzz.run.Trial;
import dev.cairn.fuzz.shrink.Shrinker;
import dev.cairn.fuzz.tree.Part.Statement;
import dev.cairn.fuzz.write.ProgramWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries the programs of some seeds in a row in this JVM. A program that fails is made small and
 * printed with its seed.
 */
final class FuzzRun {
  private static final int SHRINKS = Integer.getInteger("cairn.shrink", 1_500);

  /** So many failing seeds are enough. */
  private static final int FAILURES = 5;

  /** A line of progress for so many programs. */
  private static final int OFTEN = 100;

  private final long first;
  private final int programs;
  private final List<String> failures = new ArrayList<>();
  private int tried;
  private long safePoints;
  private long snapshots;

  private FuzzRun(long first, int programs) {
    this.first = first;
    this.programs = programs;
  }

  /**
   * What became of them.
   *
   * @param programs how many were tried
   * @param safePoints how many they reach in one run each
   * @param snapshots how many were taken and gone on from
   * @param failures one text for each program that failed
   */
  record Outcome(int programs, long safePoints, long snapshots, List<String> failures) {}

  static Outcome of(long first, int programs) {
    System.out.println("fuzz: cairn.seed=" + first + " cairn.programs=" + programs);
    FuzzRun run = new FuzzRun(first, programs);
    run.run();
    return new Outcome(run.tried, run.safePoints, run.snapshots, run.failures);
  }

  private void run() {
    for (long seed = first; seed < first + programs && failures.size() < FAILURES; seed++) {
      Settings settings = Settings.of(seed);
      Statement program = ProgramWriter.write(seed, settings.release());
      Trial trial = new Trial(settings, 3);
      try {
        safePoints += trial.of(program.text());
      } catch (Failure f) {
        failures.add(report(settings, program, f));
      }
      snapshots += trial.snapshots();
      if (++tried % OFTEN == 0 || tried == programs) {
        System.out.printf(
            "fuzz: %d programs, %d safe points, %d snapshots%n", tried, safePoints, snapshots);
      }
    }
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
