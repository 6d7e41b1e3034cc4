package dev.cairn.coordinator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody needs is removed, in the second round after it was needed or asked for. */
class ChunkFolderTest {
  @TempDir Path temp;
  private ChunkFolder chunks;
  private String a;
  private String b;

  @BeforeEach
  void fill() throws IOException {
    chunks = new ChunkFolder(temp);
    a = write("a");
    b = write("b");
  }

  private String write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String id = Chunk.id(bytes);
    chunks.write(id, bytes);
    return id;
  }

  private int round(String... needed) throws IOException {
    return chunks.collect(() -> Set.of(needed));
  }

  @Test
  void whatIsNeededStays() throws IOException {
    assertThat(round(a)).isZero();
    assertThat(chunks.has(b)).as("one round is for who is just sending").isTrue();
    assertThat(round(a)).isEqualTo(1);
    assertThat(chunks.has(b)).isFalse();
    assertThat(chunks.has(a)).isTrue();
    assertThat(round()).isZero();
    assertThat(round()).isEqualTo(1);
  }

  @Test
  void whatIsNeededAgainStays() throws IOException {
    round(a);
    round(a, b);
    assertThat(round(a)).isZero();
    assertThat(chunks.has(b)).isTrue();
  }

  /** Who was told that it is there doesn't send it. */
  @Test
  void whatWasAskedForStays() throws IOException {
    round(a);
    assertThat(chunks.missing(Set.of(b))).isEmpty();
    assertThat(round(a)).isZero();
    assertThat(chunks.missing(Set.of(b))).isEmpty();
  }

  @Test
  void whatIsSentAgainStays() throws IOException {
    round(a);
    write("b");
    assertThat(round(a)).isZero();
    assertThat(chunks.has(b)).isTrue();
  }

  /** Asked for while another thread looks what is needed. */
  @Test
  void whatIsAskedForMeanwhileStays() throws IOException {
    round(a);
    int removed =
        chunks.collect(
            () -> {
              assertThat(chunks.missing(Set.of(b))).isEmpty();
              return Set.of(a);
            });
    assertThat(removed).isZero();
    assertThat(chunks.has(b)).isTrue();
  }

  @Test
  void whereItCantBeToldNothingIsRemoved() throws IOException {
    round(a);
    assertThatThrownBy(
            () ->
                chunks.collect(
                    () -> {
                      throw new IOException("a manifest is damaged");
                    }))
        .hasMessage("a manifest is damaged");
    assertThat(chunks.has(b)).isTrue();
  }

  /** What a coordinator wrote when it was killed. */
  @Test
  void halvesAreRemoved() throws IOException {
    Path half = Files.createFile(temp.resolve(".write-7.tmp"));
    new ChunkFolder(temp);
    assertThat(half).doesNotExist();
    assertThat(chunks.has(a)).isTrue();
  }
}
