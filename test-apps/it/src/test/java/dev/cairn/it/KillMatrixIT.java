package dev.cairn.it;

import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Killing;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
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

/** Fifty kills of long runs at random moments. */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class KillMatrixIT {
  private static final int KILLS = Integer.getInteger("cairn.matrix.kills", 50);

  private static final KillResults RESULTS = new KillResults();

  @TempDir Path folder;

  private static List<Job> killed() {
    return List.of(
        Job.workload("NBody", "200", "40000"),
        Job.workload("LucasLehmer", "23209", "1000"),
        Job.workload("MonteCarlo", "16", "9000000"),
        Job.workload("Heat", "256", "90000"),
        Job.workload("Boxes", "120", "9000").withLoops("dev.cairn.workloads.Boxes#simulate"),
        Job.workload("legacy.Legacy", "2000000")
            .withLoops("dev.cairn.workloads.legacy.Dispatcher#drain"));
  }

  static Stream<Arguments> kills() {
    List<Job> jobs = killed();
    return IntStream.range(0, jobs.size())
        .mapToObj(
            i ->
                Arguments.of(jobs.get(i), KILLS * (i + 1) / jobs.size() - KILLS * i / jobs.size()));
  }

  @ParameterizedTest
  @MethodSource("kills")
  void kill(Job job, int count) {
    Random random = Seed.random("KillMatrixIT " + job);
    Killing killing = new Killing(job, folder);
    KillResults.Row row = RESULTS.row(job, count);
    int struck = killing.kill(count, random);
    row.identical(struck, killing.resumed());
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write();
  }
}
