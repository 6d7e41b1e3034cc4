package dev.cairn.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobProcessTest {
  @TempDir Path dir;

  @Test
  void findsWhoHoldsTheLock() throws IOException {
    long own = ProcessHandle.current().pid();
    Path lock = Files.writeString(dir.resolve(JobProcess.LOCK), own + "\n");

    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(JobProcess.in(dir).process().pid()).isEqualTo(own);
      assertThat(JobProcess.running(dir)).contains(ProcessHandle.current());
    }
  }

  @Test
  void takesALockFileThatNobodyHoldsForLeftOver() throws IOException {
    Files.writeString(dir.resolve(JobProcess.LOCK), ProcessHandle.current().pid() + "\n");

    assertThatThrownBy(() -> JobProcess.in(dir)).hasMessage("no job is running in " + dir);
    assertThat(JobProcess.running(dir)).isEmpty();
  }

  @Test
  void leavesOtherProcessesAlone() {
    assertThatThrownBy(() -> JobProcess.of(ProcessHandle.current().pid()))
        .hasMessageContaining("is no Cairn job; nothing was sent to it");
  }

  @Test
  void takesNumbersForProcessIds() {
    assertThat(JobProcess.isPid("123")).isTrue();
    assertThat(JobProcess.isPid("ck/Main")).isFalse();
    assertThat(JobProcess.isPid("1234567890")).isFalse();
  }
}
