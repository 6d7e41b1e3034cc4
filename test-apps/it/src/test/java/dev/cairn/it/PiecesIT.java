package dev.cairn.it;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job cut at a few safe points, each piece in another JVM, gives what the whole job gives. */
class PiecesIT {
  private static final int STOPS = 3;
  private static final int STOPS_IN_TURN = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.cairn.it.Jobs#workloads")
  void workload(Job job) {
    cut(job, STOPS);
  }

  @ParameterizedTest
  @MethodSource("dev.cairn.it.Jobs#alone")
  void hardCaseAlone(Job job) {
    cut(job, STOPS);
  }

  @ParameterizedTest
  @MethodSource("dev.cairn.it.Jobs#inTurn")
  void hardCasesInTurn(Job job) {
    cut(job, STOPS_IN_TURN);
  }

  private void cut(Job job, int stops) {
    Random random = Seed.random("PiecesIT " + job);
    List<Jdk> all = Jdk.all();
    int first = random.nextInt(all.size());
    List<Jdk> jdks = Jobs.movesBetweenReleases(job) ? all : List.of(all.get(first));
    Pieces pieces = new Pieces(job, folder, Jvm.light(all.get(first)));
    pieces.cutAt(
        pieces.choose(stops, random), i -> Jvm.any(jdks.get((first + i) % jdks.size()), random));
  }
}
