package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A file that somebody writes: it is there, or it isn't. */
public final class FileNotice implements EvictionNotice {
  private final Path file;
  private final Clock clock;

  public FileNotice(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public @Nullable Duration look() throws IOException {
    try {
      return NoticeText.left(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), clock);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public String name() {
    return file.toString();
  }
}
