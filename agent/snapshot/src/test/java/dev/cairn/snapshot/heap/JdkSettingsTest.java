package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.snapshot.NotCapturableException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each setting is changed, captured, changed again, and restored; or it is refused. */
class JdkSettingsTest {
  @TempDir Path dir;

  @BeforeAll
  static void openTheHeap() {
    Snapshots.access();
  }

  @Test
  void systemsPropertiesStayTheSameObject() {
    Properties properties = System.getProperties();
    assertThat(Snapshots.restore(captured(properties)).get(0)).isSameAs(properties);
  }

  @Test
  void numbersThreadsOn() {
    Executors.defaultThreadFactory();
    Path file = captured();
    String thread = new Thread(() -> {}).getName();
    String pool = Executors.defaultThreadFactory().newThread(() -> {}).getName();

    Snapshots.restore(file);

    assertThat(new Thread(() -> {}).getName()).isEqualTo(thread);
    assertThat(Executors.defaultThreadFactory().newThread(() -> {}).getName()).isEqualTo(pool);
  }

  @Test
  void refusesAFileToDeleteOnExit() {
    File file = dir.resolve("gone").toFile();
    file.deleteOnExit();
    try {
      assertThat(refused()).hasMessageStartingWith("file " + file + ": it is to be deleted");
    } finally {
      ((Collection<?>) JdkStatic.value("java.io.DeleteOnExitHook", "files")).remove(file.getPath());
    }
    captured();
  }

  /** Logging adds a shutdown hook of its own, which is no reason to refuse. */
  @Test
  void refusesAChangedRootLogger() {
    Logger root = Logger.getLogger("");
    captured();
    Level before = root.getLevel();
    root.setLevel(Level.SEVERE);
    try {
      assertThat(refused()).hasMessageContaining("the job has changed its level");
    } finally {
      root.setLevel(before);
    }
    root.setFilter(r -> true);
    try {
      assertThat(refused()).hasMessageContaining("the job has changed its filter");
    } finally {
      root.setFilter(null);
    }
  }

  @Test
  void refusesClosedStandardInput() throws IOException {
    BufferedInputStream closed = new BufferedInputStream(new ByteArrayInputStream(new byte[9]));
    StandardInput input = new StandardInput(closed, new InputSource());
    assertThatCode(() -> check(input)).doesNotThrowAnyException();
    closed.close();
    assertThat(refused(input))
        .hasMessageStartingWith("static java.lang.System.in: the job has closed it");
    StandardInput ofTheHost = new StandardInput(closed, new InputSource()); // closed before the job
    assertThatCode(() -> check(ofTheHost)).doesNotThrowAnyException();
  }

  private static void check(StandardInput input) {
    input.capture(Thread.currentThread(), new TreeMap<>());
  }

  private static NotCapturableException refused(StandardInput input) {
    return catchThrowableOfType(NotCapturableException.class, () -> check(input));
  }

  private Path captured(Object... locals) {
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(), locals), file);
    return file;
  }

  private static NotCapturableException refused() {
    return catchThrowableOfType(
        NotCapturableException.class, () -> Snapshots.capture(List.of(), "x"));
  }
}
