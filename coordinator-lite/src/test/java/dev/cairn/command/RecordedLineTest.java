package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.format.JobIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedLineTest {
  @TempDir Path root;
  private Path here;
  private Path there;

  @BeforeEach
  void layOut() throws IOException {
    here = Files.createDirectory(root.resolve("here"));
    there = Files.createDirectory(root.resolve("there"));
    Files.createFile(here.resolve("both.jar"));
    Files.createFile(there.resolve("both.jar"));
    Files.createFile(there.resolve("there.jar"));
  }

  @Test
  void rebuildsTheLineAndLooksForCodeWhereTheJobWasStarted() {
    JobIdentity job =
        new JobIdentity(
            "com.acme.Main",
            List.of("a", "b c"),
            "both.jar:there.jar:gone.jar:/abs.jar",
            List.of("-Xmx1g", "-javaagent:/x/cairn-agent.jar=dir=y", "-javaagent:/other.jar"),
            there.toString());

    assertThat(RecordedLine.of(job, null, here).words())
        .containsExactly(
            "-Xmx1g",
            "-javaagent:/other.jar",
            "-cp",
            "both.jar:" + there + "/there.jar:gone.jar:/abs.jar",
            "com.acme.Main",
            "a",
            "b c");
  }

  @Test
  void rebuildsAJarsLineWithOtherOptions() {
    JobIdentity job =
        new JobIdentity(
            "there.jar", List.of("1"), "there.jar", List.of("-Xmx1g"), there.toString());

    assertThat(RecordedLine.of(job, List.of("-Xmx8g"), here).words())
        .containsExactly("-Xmx8g", "-jar", there + "/there.jar", "1");
  }
}
