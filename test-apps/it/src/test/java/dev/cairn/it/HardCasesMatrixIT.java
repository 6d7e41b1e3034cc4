package dev.cairn.it;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import java.io.IOException;
import java.nio.file.Path;
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

/** The hard cases, cut at every safe point, in every pairing of JDKs. */
@Tag("hard-cases")
@Execution(ExecutionMode.CONCURRENT)
class HardCasesMatrixIT {
  private static final int STOPS = Integer.getInteger("cairn.matrix.stops", 200);

  private static final HardCasesResults RESULTS = new HardCasesResults();

  @TempDir Path folder;

  static Stream<Arguments> pairings() {
    return Pairings.of(Jobs.HARD_CASES);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void cut(Job job, List<Jdk> rotation) {
    Pairings.cut(job, rotation, STOPS, folder, RESULTS);
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write(STOPS);
  }
}
