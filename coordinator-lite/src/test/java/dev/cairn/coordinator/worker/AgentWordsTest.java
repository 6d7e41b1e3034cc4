package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentWordsTest {
  @TempDir Path folder;
  private Path err;
  private AgentWords words;

  @BeforeEach
  void begin() throws IOException {
    err = folder.resolve("err");
    says("cairn: no snapshot: of a former JVM\n");
    words = new AgentWords(err);
    words.begin(3);
  }

  private void says(String text) throws IOException {
    Files.writeString(err, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void whatWasRefusedStandsUntilTheNextGeneration() throws IOException {
    assertThat(words.refusal(3)).isNull();
    says("the job's own\ncairn: no snapshot: a sock");
    assertThat(words.refusal(3)).isNull();
    says("et in Ä.ö\nno snapshot: says the job\n");
    assertThat(words.refusal(3)).isEqualTo("a socket in Ä.ö");
    assertThat(words.refusal(3)).isEqualTo("a socket in Ä.ö");
    assertThat(words.refusal(4)).isNull();
    assertThat(words.refusal(4)).isNull();
    says("cairn: still no snapshot after 3 tries in 60 s; the work …. Latest reason: a thread\n");
    assertThat(words.refusal(4)).isEqualTo("a thread");
  }

  @Test
  void ofMuchTheEndIsRead() throws IOException {
    says("cairn: no snapshot: long ago\n" + "the job's own line\n".repeat(10_000));
    assertThat(words.refusal(3)).isNull();
    says("cairn: no snapshot: now\n");
    assertThat(words.refusal(3)).isEqualTo("now");
  }

  @Test
  void itsLastWords() throws IOException {
    says("cairn: first\ncairn: last\nthe job's\n");
    assertThat(words.last()).isEqualTo("last");
    assertThat(new AgentWords(folder.resolve("none")).last()).isEqualTo("it said nothing");
  }
}
