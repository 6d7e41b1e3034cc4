package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentReportTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheAgentWrites() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r"),
            "{\"reached\":12,\"outcome\":\"stopped\",\"exit\":85,\"generation\":3,\"snapshots\":[{\"generation\":3,"
                + "\"reached\":12,\"digest\":\"ab\",\"bytes\":99,\"pauseMillis\":1.5,\"file\":\"/x\"}],"
                + "\"resumedFrom\":{\"file\":\"/w\",\"reached\":5,\"restoreMillis\":2.25},\"refusals\":[\"no\"],"
                + "\"later\":1}");

    AgentReport report = AgentReport.read(file).orElseThrow();

    assertThat(report.reached()).isEqualTo(12);
    assertThat(report.exit()).isEqualTo(85);
    assertThat(report.taken()).containsExactly(new AgentReport.Taken(3, 12, "ab", 99, 1.5, "/x"));
    assertThat(report.resumedFrom()).isEqualTo(new AgentReport.Resumed(0, "/w", 2.25));
    assertThat(report.refused()).containsExactly("no");
  }

  @Test
  void isEmptyWhereThereIsNone() throws IOException {
    assertThat(AgentReport.read(folder.resolve("none"))).isEmpty();
  }
}
