package dev.cairn.agent.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.agent.AgentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopsFileTest {
  @TempDir Path folder;

  @Test
  void otherSpecificationsAreTheirOwn() {
    assertThat(LoopsFile.resolve("a.B#c;a.B:12")).isEqualTo("a.B#c;a.B:12");
    assertThat(LoopsFile.resolve(null)).isNull();
  }

  @Test
  void oneALine() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "# the solver\na.B#c\n\n  a.B#d:12 \n");
    assertThat(LoopsFile.resolve("@" + file)).isEqualTo("a.B#c;a.B#d:12");
  }

  @Test
  void missing() {
    assertThatThrownBy(() -> LoopsFile.resolve("@" + folder.resolve("none")))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("none");
  }
}
