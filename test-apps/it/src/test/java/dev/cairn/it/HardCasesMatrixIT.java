package dev.cairn.it;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hard cases, cut at every safe point, on each JDK. */
@Tag("hard-cases")
@Execution(ExecutionMode.CONCURRENT)
class HardCasesMatrixIT {
  private static final int STOPS = Integer.getInteger("cairn.matrix.stops", 200);

  private static final HardCasesResults RESULTS = new HardCasesResults();

  @TempDir Path folder;

  /**
   * Each job with the oldest and the newest release by turns, begun with either, so that each of
   * its safe points is left and entered on both; with each release alone where it can't move.
   */
  static Stream<Arguments> pairings() {
    List<Jdk> all = Jdk.all();
    Jdk oldest = all.get(0);
    Jdk newest = all.get(all.size() - 1);
    List<List<Jdk>> turns = List.of(List.of(oldest, newest), List.of(newest, oldest));
    List<List<Jdk>> alone = all.stream().map(List::of).toList();
    return HardJob.all().stream()
        .flatMap(
            job -> {
              boolean moves = all.size() > 1 && job.canRunOn(turns.get(0));
              return (moves ? turns : alone)
                  .stream().filter(job::canRunOn).map(r -> Arguments.of(job, r));
            });
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void cut(HardJob job, List<Jdk> rotation) {
    Random random = Seed.random("cut " + job + rotation);
    HardCasesResults.Row row = RESULTS.row(job.job(), rotation);
    Pieces pieces = new Pieces(job.job(), folder, job.on(Jvm.plain(rotation.get(0))));
    List<Long> at = pieces.spread(STOPS);
    row.begin(pieces.safePoints(), at.size());
    pieces.cutAt(at, i -> job.on(Jvm.any(rotation.get(i % rotation.size()), random)));
    row.identical();
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write(STOPS);
  }
}
