package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.Jvms;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JDK keeps for a job goes with it. */
class EnvironmentTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"Asia/Tokyo, 32400000", "own, 18123000"})
  void goesWithTheJob(String zone, String offset) throws Exception {
    String file = dir.resolve("s.cairn").toString();
    List<String> written =
        Jvms.run(
            Jvms.current(),
            List.of("-Djob.removed=yes", "-Djob.kept=here", "-Duser.language=en"),
            EnvironmentMain.class,
            "write",
            file,
            zone);
    List<String> read =
        Jvms.run(
            Jvms.current(),
            List.of("-Djob.removed=yes", "-Djob.kept=there", "-Duser.language=fr"),
            EnvironmentMain.class,
            "read",
            file);
    assertThat(written)
        .contains(
            "state set",
            "state null",
            "state ja_JPja_JP",
            "state " + zone + " " + offset,
            "state renamed",
            "state the job's handler");
    assertThat(states(read)).isEqualTo(states(written));
    assertThat(read).contains("state there"); // the host's own stays the host's own
  }

  private static List<String> states(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("state ") && !l.endsWith("here")).toList();
  }
}
