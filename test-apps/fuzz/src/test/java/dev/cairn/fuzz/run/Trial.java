package dev.cairn.fuzz.run;

import dev.cairn.fuzz.run.Stops.Act;
import java.util.Map;
import java.util.Random;

/** Holds one program's woven runs against its plain one. */
public final class Trial {
  /** Up to so many safe points a run is stopped at each of them. */
  private static final long FEW = 400;

  private final Settings settings;
  private final int singles;
  private long snapshots;

  /**
   * @param singles how many runs are stopped at one safe point only
   */
  public Trial(Settings settings, int singles) {
    this.settings = settings;
    this.singles = singles;
  }

  /** How many snapshots were taken and gone on from, so far. */
  public long snapshots() {
    return snapshots;
  }

  /**
   * Tries a program.
   *
   * @return how many safe points a run reaches
   * @throws Failure it fails
   */
  public long of(String source) throws Failure {
    Map<String, byte[]> plain = Javac.compile(source, settings.release());
    String expected = Lives.run(new Classes(plain));
    WovenProgram program = WovenProgram.of(plain, settings);
    verify(program);
    check("woven, no request", expected, Run.idle(program), Failure.What.DIFFERENT_UNDISTURBED);
    Run.Outcome whole = Run.stopped(program, Stops.named("never", n -> Act.PASS));
    check("woven, never stopped", expected, whole.result(), Failure.What.DIFFERENT_UNDISTURBED);
    stop(program, expected, whole.safePoints());
    return whole.safePoints();
  }

  /** Every class by the JVM's own verifier, those too that no run needs. */
  private static void verify(WovenProgram program) throws Failure {
    Classes classes = new Classes(program.files());
    for (String name : program.files().keySet()) {
      try {
        Class.forName(name.replace('/', '.'), true, classes); // links it
      } catch (ReflectiveOperationException | LinkageError e) {
        throw new Failure(Failure.What.NOT_VERIFIED, e);
      }
    }
  }

  private void stop(WovenProgram program, String expected, long safePoints) throws Failure {
    Random random = new Random(settings.seed());
    long most = Math.min(singles, safePoints);
    for (int i = 0; i < most; i++) {
      long at = most == safePoints ? i + 1 : 1 + (long) (random.nextDouble() * safePoints);
      Act act = i == 0 ? Act.MOVE : Act.RENEW;
      run(program, expected, Stops.named(act + " at " + at, n -> n == at ? act : Act.PASS));
    }
    long seed = random.nextLong();
    double often = Math.min(0.5, 6.0 / safePoints);
    run(program, expected, Stops.named("RENEW and STAY at random", n -> draw(seed, n, often)));
    if (safePoints <= FEW) {
      run(program, expected, Stops.named("STAY everywhere", n -> Act.STAY));
    }
  }

  private static Act draw(long seed, long n, double often) {
    Random r = new Random(seed ^ n * 0x9E3779B97F4A7C15L);
    r.nextDouble();
    return r.nextDouble() >= often ? Act.PASS : r.nextBoolean() ? Act.RENEW : Act.STAY;
  }

  private void run(WovenProgram program, String expected, Stops stops) throws Failure {
    Run.Outcome outcome = Run.stopped(program, stops);
    snapshots += outcome.snapshots();
    check(stops.toString(), expected, outcome.result(), Failure.What.DIFFERENT_STOPPED);
  }

  private static void check(String how, String expected, String result, Failure.What what)
      throws Failure {
    if (!expected.equals(result)) {
      throw new Failure(what, how + ":\n  plain " + expected + "\n  woven " + result);
    }
  }
}
