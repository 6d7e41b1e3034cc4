package dev.cairn.benchmarks.move;

import dev.cairn.benchmarks.Sample;
import dev.cairn.launch.Jdk;
import dev.cairn.verify.AgentReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was measured on a job that went from JVM to JVM.
 *
 * @param firstPauses milliseconds that the job's thread stood still for the first snapshot in a
 *     JVM, whose code is not compiled yet
 * @param pauses the same for later ones after which it went on
 * @param megabytes of each snapshot written by then, chunks that older ones have not among them
 * @param stops seconds from SIGTERM to the end of the process
 * @param resumes seconds from the start of the process until it went on from its snapshot
 * @param restores seconds of that in which the snapshot was read and the heap made
 * @param starts seconds from the start to the end of a JVM like the job's that does nothing
 */
record Moves(
    Sample firstPauses,
    Sample pauses,
    Sample megabytes,
    Sample stops,
    Sample resumes,
    Sample restores,
    Sample starts) {
  /** Snapshots that the first JVM takes before it is stopped. */
  private static final int FIRST = 6;

  /** Snapshots that each later one takes. */
  private static final int LATER = 2;

  /** Measures a chain of JVMs: the first begins, each other goes on from the one before. */
  static Moves measure(MovedJob job, Jdk jdk, Path agent, Path folder, int rounds)
      throws IOException {
    List<Double> firstPauses = new ArrayList<>();
    List<Double> pauses = new ArrayList<>();
    List<Double> megabytes = new ArrayList<>();
    List<Double> stops = new ArrayList<>();
    List<Double> resumes = new ArrayList<>();
    List<Double> restores = new ArrayList<>();
    List<Double> starts = new ArrayList<>();
    Path dir = folder.resolve("ck");
    for (int round = 0; round <= rounds; round++) {
      Path report = folder.resolve("report" + round);
      try (Leg leg = new Leg(job.command(jdk, agent, dir, report), folder, dir, report)) {
        if (round > 0) {
          resumes.add(leg.resumed());
        }
        leg.await(leg.newest() + (round == 0 ? FIRST : LATER));
        stops.add(leg.stop());
        AgentReport told = leg.report();
        List<AgentReport.Taken> taken = told.taken();
        firstPauses.add(taken.get(0).pauseMillis());
        taken.stream().limit(taken.size() - 1L).skip(1).forEach(t -> pauses.add(t.pauseMillis()));
        taken.forEach(t -> megabytes.add(t.bytes() / 1e6));
        if (round > 0) {
          restores.add(Objects.requireNonNull(told.resumedFrom()).restoreMillis() / 1e3);
          starts.add(start(job.nothing(jdk)));
        }
      }
    }
    return new Moves(
        new Sample(firstPauses),
        new Sample(pauses),
        new Sample(megabytes),
        new Sample(stops),
        new Sample(resumes),
        new Sample(restores),
        new Sample(starts));
  }

  private static double start(List<String> command) throws IOException {
    long begun = System.nanoTime();
    Process p = new ProcessBuilder(command).inheritIO().start();
    try {
      if (p.waitFor() != 0) {
        throw new IOException("exit code " + p.exitValue() + " of " + String.join(" ", command));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}
