package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Killing;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * {@code cairn verify} at every safe point of short runs of all workloads, on each release and
 * across them; and fifty kills of long runs.
 */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class MatrixIT {
  private static final String STOPS = System.getProperty("cairn.matrix.stops", "all");
  private static final int KILLS = Integer.getInteger("cairn.matrix.kills", 50);

  private static final MatrixResults RESULTS = new MatrixResults();

  @TempDir Path folder;

  /** All that the longer runs do, in few safe points. */
  private static final List<Job> SHORT =
      List.of(
          Job.workload("NBody", "60", "60"),
          Job.workload("LucasLehmer", "61", "20"),
          Job.workload("MonteCarlo", "8", "120"),
          Job.workload("Heat", "96", "60"),
          Job.workload("Boxes", "80", "60").withLoops("dev.cairn.workloads.Boxes#simulate"),
          Job.workload("legacy.Legacy", "60")
              .withLoops("dev.cairn.workloads.legacy.Dispatcher#drain"));

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

  /** Each job on each release alone, and with the releases mixed. */
  static Stream<Arguments> verifications() {
    List<List<Jdk>> jdks = new ArrayList<>();
    Jdk.all().forEach(j -> jdks.add(List.of(j)));
    if (Jdk.all().size() > 1) {
      jdks.add(Jdk.all());
    }
    return SHORT.stream().flatMap(job -> jdks.stream().map(j -> Arguments.of(job, j)));
  }

  static Stream<Arguments> kills() {
    List<Job> jobs = killed();
    return IntStream.range(0, jobs.size())
        .mapToObj(
            i ->
                Arguments.of(jobs.get(i), KILLS * (i + 1) / jobs.size() - KILLS * i / jobs.size()));
  }

  @ParameterizedTest
  @MethodSource("verifications")
  void verify(Job job, List<Jdk> jdks) {
    MatrixResults.Row row = RESULTS.row(job, jdks);
    Outcome o =
        new Command(folder)
            .waiting(Duration.ofHours(1))
            .run(
                "verify",
                "--stops",
                STOPS,
                "--seed",
                Seed.VALUE,
                jdks.stream().flatMap(j -> Stream.of("--jvm", j.java())).toList(),
                Command.loops(job),
                Command.javaArguments(job));
    List<String> lines = o.out().lines().toList();
    row.verdict(lines.isEmpty() ? "no answer" : lines.get(lines.size() - 1));
    o.assertExit(0);
    assertThat(lines.get(lines.size() - 1)).contains("identical");
  }

  @ParameterizedTest
  @MethodSource("kills")
  void kill(Job job, int count) {
    Random random = Seed.random("MatrixIT kill " + job);
    Killing killing = new Killing(job, folder);
    MatrixResults.KillRow row = RESULTS.killRow(job, count);
    int struck = killing.kill(count, random);
    row.identical(struck, killing.resumed());
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write();
  }
}
