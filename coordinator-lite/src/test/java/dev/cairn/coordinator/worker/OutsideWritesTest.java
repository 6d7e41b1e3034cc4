package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideWritesTest {
  @TempDir Path temp;
  private Path job;
  private Path files;
  private OutsideWrites outside;

  @BeforeEach
  void create() throws IOException {
    job = Files.createDirectory(temp.toRealPath().resolve("job"));
    files = Files.createDirectories(job.resolve("ck/files"));
    outside = new OutsideWrites(job.resolve("ck"), job);
  }

  /** As the agent notes them. */
  private void noted(long generation, Object... touched) throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.write(new byte[] {(byte) 0x89, 'C', 'F', 'J', '1', 0});
    for (Object file : touched) {
      byte[] text = ("MADE\0" + file + "\0").getBytes(StandardCharsets.UTF_8);
      segment.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length).array());
      segment.write(text);
    }
    Files.write(files.resolve(String.format("%08d.acts", generation)), segment.toByteArray());
  }

  @Test
  void whatGoesAlongIsNotToldOf() throws IOException {
    assertThat(outside.look()).isNull();
    noted(0);
    noted(1, job.resolve("work/out.csv"), job.resolve("out"), "/dev/null");
    assertThat(outside.look()).isNull();
  }

  @Test
  void whatStaysBehindIs() throws IOException {
    noted(1, job.resolve("work/out.csv"), "/data/b.csv");
    assertThat(outside.look()).isEqualTo("/data/b.csv");
    Files.delete(files.resolve("00000001.acts"));
    noted(2, temp.toRealPath().resolve("job-2"), "/data/a.csv", "/data/b.csv");
    assertThat(outside.look()).isEqualTo("/data/a.csv and 2 more files");
    assertThat(outside.look()).isEqualTo("/data/a.csv and 2 more files");
  }

  /** A record that is being written. */
  @Test
  void theRestIsSeenNextTime() throws IOException {
    noted(1, "/data/a.csv", "/data/b.csv");
    Path segment = files.resolve("00000001.acts");
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 3));
    assertThat(outside.look()).isEqualTo("/data/a.csv");
    Files.write(segment, whole);
    assertThat(outside.look()).isEqualTo("/data/a.csv and 1 more files");
  }
}
