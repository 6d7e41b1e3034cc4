package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotedActsTest {
  private static final byte[] EMPTY = {(byte) 0x89, 'C', 'F', 'J', '1', 0};
  private static final byte[] INCOMPLETE = {(byte) 0x89, 'C', 'F', 'J', '1', 1};
  private static final byte[] AN_ACT = {
    (byte) 0x89, 'C', 'F', 'J', '1', 0, 1, 0, 0, 0, 7, 7, 7, 7, 1
  };

  @TempDir Path generations;

  @BeforeEach
  void create() throws IOException {
    Files.createDirectory(generations.resolve("files"));
  }

  private void segment(long generation, byte[] content) throws IOException {
    Files.write(generations.resolve(String.format("files/%08d.acts", generation)), content);
  }

  @Test
  void whatIsNotKnownIsNotCertain() throws IOException {
    assertThat(NotedActs.noneSince(generations.resolve("none"), 7)).isFalse();
    assertThat(NotedActs.noneSince(generations, 7)).isFalse();
    segment(8, EMPTY);
    assertThat(NotedActs.noneSince(generations, 7)).isFalse();
  }

  @Test
  void nothingWasDone() throws IOException {
    segment(6, AN_ACT);
    segment(7, EMPTY);
    segment(8, EMPTY);
    assertThat(NotedActs.noneSince(generations, 7)).isTrue();
  }

  @Test
  void somethingWasDone() throws IOException {
    segment(7, AN_ACT);
    assertThat(NotedActs.noneSince(generations, 7)).isFalse();
  }

  /** The next state is captured, and not durable yet. */
  @Test
  void somethingWasDoneLater() throws IOException {
    segment(7, EMPTY);
    segment(8, AN_ACT);
    assertThat(NotedActs.noneSince(generations, 7)).isFalse();
  }

  @Test
  void notAllCouldBeNoted() throws IOException {
    segment(7, INCOMPLETE);
    assertThat(NotedActs.noneSince(generations, 7)).isFalse();
  }
}
