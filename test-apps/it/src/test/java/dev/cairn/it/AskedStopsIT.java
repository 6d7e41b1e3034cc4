package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs of others, asked to stop at random moments: writes docs/results/asked-stops.md, a row as
 * soon as it is known.
 */
@Tag("programs")
class AskedStopsIT {
  private static final int STOPS = Integer.getInteger("cairn.programs.stops", 30);
  private static final double GRANTED_SECONDS = 2;
  private static final AskedStopsResults RESULTS = new AskedStopsResults();

  @TempDir static Path inputs;

  @TempDir Path folder;

  static List<RealPrograms> programs() throws IOException {
    return RealPrograms.chosen(inputs);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void stopsSoonAfterItIsAsked(RealPrograms program) throws IOException {
    AskedStopsResults.Row row = RESULTS.row(program);
    try {
      row.had(new AskedStops(program, folder, Seed.random("stops of " + program)).ask(STOPS));
    } finally {
      RESULTS.write();
    }
    assertThat(row.seconds(95)).as("%s", row.line()).isLessThanOrEqualTo(GRANTED_SECONDS);
  }
}
