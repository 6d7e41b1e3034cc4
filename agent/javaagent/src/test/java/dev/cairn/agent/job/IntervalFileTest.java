package dev.cairn.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.agent.Say;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntervalFileTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Say say = new Say(new PrintStream(said, true, StandardCharsets.UTF_8));

  @Test
  void tellsWhatIsNew() throws IOException {
    Path file = folder.resolve("every");
    IntervalFile interval = new IntervalFile(file, say);
    assertThat(interval.look()).isNull();
    Files.writeString(file, "90s\n");
    assertThat(interval.look()).isEqualTo(Duration.ofSeconds(90));
    assertThat(interval.look()).isNull();
    Files.writeString(file, "2m");
    assertThat(interval.look()).isEqualTo(Duration.ofMinutes(2));
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void nonsenseIsToldOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("every"), "soon");
    IntervalFile interval = new IntervalFile(file, say);
    assertThat(interval.look()).isNull();
    assertThat(interval.look()).isNull();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("the interval stays as it is")
        .contains(file.toString(), "soon");
  }

  @Test
  void whatCannotBeReadIsToldOnce() {
    IntervalFile interval = new IntervalFile(folder, say);
    assertThat(interval.look()).isNull();
    assertThat(interval.look()).isNull();
    assertThat(said.toString(StandardCharsets.UTF_8)).containsOnlyOnce("stays as it is");
  }

  @Test
  void noFileIsNoInterval() {
    assertThat(new IntervalFile(null, say).look()).isNull();
  }
}
