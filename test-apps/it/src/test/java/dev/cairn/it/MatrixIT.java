package dev.cairn.it;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Killing;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All jobs, cut at very many places, in every pairing of JDKs; and fifty kills. */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class MatrixIT {
  private static final int STOPS = Integer.getInteger("cairn.matrix.stops", 200);
  private static final int KILLS = Integer.getInteger("cairn.matrix.kills", 50);

  private static final Results RESULTS = new Results();

  @TempDir Path folder;

  private static List<Job> killed() {
    return List.of(
        Job.workload("NBody", "200", "40000"),
        Job.workload("LucasLehmer", "23209", "1000"),
        Job.workload("MonteCarlo", "16", "9000000"),
        Job.workload("Heat", "256", "90000"),
        Job.workload("Boxes", "120", "9000").withLoops("dev.cairn.workloads.Boxes#simulate"),
        Job.workload("legacy.Legacy", "6000000")
            .withLoops("dev.cairn.workloads.legacy.Dispatcher#drain"));
  }

  /** Each job with each release alone, and with two releases by turns, begun with either. */
  static Stream<Arguments> pairings() {
    List<List<Jdk>> rotations = new ArrayList<>();
    List<Jdk> all = Jdk.all();
    all.forEach(j -> rotations.add(List.of(j)));
    if (all.size() > 1) {
      Jdk oldest = all.get(0);
      Jdk newest = all.get(all.size() - 1);
      rotations.add(List.of(oldest, newest));
      rotations.add(List.of(newest, oldest));
    }
    return Stream.concat(Jobs.WORKLOADS.stream(), Jobs.HARD_CASES.stream())
        .flatMap(
            job ->
                rotations.stream()
                    .filter(r -> r.size() == 1 || Jobs.movesBetweenReleases(job))
                    .map(r -> Arguments.of(job, r)));
  }

  static Stream<Arguments> kills() {
    List<Job> jobs = killed();
    return IntStream.range(0, jobs.size())
        .mapToObj(
            i ->
                Arguments.of(jobs.get(i), KILLS * (i + 1) / jobs.size() - KILLS * i / jobs.size()));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void cut(Job job, List<Jdk> rotation) {
    Random random = Seed.random("MatrixIT " + job + rotation);
    Results.Row row = RESULTS.row(job, rotation);
    Pieces pieces = new Pieces(job, folder, Jvm.light(rotation.get(0)));
    List<Long> stops = pieces.spread(STOPS);
    row.begin(pieces.safePoints(), stops.size());
    pieces.cutAt(stops, i -> Jvm.any(rotation.get(i % rotation.size()), random));
    row.identical();
  }

  @ParameterizedTest
  @MethodSource("kills")
  void kill(Job job, int count) {
    Random random = Seed.random("MatrixIT kill " + job);
    Killing killing = new Killing(job, folder);
    Results.KillRow row = RESULTS.killRow(job, count);
    int struck = killing.kill(count, random);
    row.identical(struck, killing.resumed());
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write(STOPS, KILLS);
  }
}
