package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * across them.
 */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class MatrixIT {
  private static final String STOPS = System.getProperty("cairn.matrix.stops", "all");

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

  /** Each job on each release alone, and with the releases mixed. */
  static Stream<Arguments> verifications() {
    List<List<Jdk>> jdks = new ArrayList<>();
    Jdk.all().forEach(j -> jdks.add(List.of(j)));
    if (Jdk.all().size() > 1) {
      jdks.add(Jdk.all());
    }
    return SHORT.stream().flatMap(job -> jdks.stream().map(j -> Arguments.of(job, j)));
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

  @AfterAll
  static void write() throws IOException {
    RESULTS.write();
  }
}
