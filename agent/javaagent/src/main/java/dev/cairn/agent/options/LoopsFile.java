package dev.cairn.agent.options;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code loops=@file}: one specification a line; empty lines and lines that begin with # don't
 * count.
 */
public final class LoopsFile {
  private LoopsFile() {}

  /**
   * The specification that is meant: itself, or what stands in the file that it names.
   *
   * @throws AgentException with {@link ExitCode#CONFIG} where the file can't be read
   */
  public static @Nullable String resolve(@Nullable String loops) {
    if (loops == null || !loops.startsWith("@")) {
      return loops;
    }
    String name = loops.substring(1);
    try {
      return Files.readAllLines(Path.of(name)).stream()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && !l.startsWith("#"))
          .collect(Collectors.joining(";"));
    } catch (IOException | InvalidPathException e) {
      throw new AgentException(
          ExitCode.CONFIG,
          "loops=" + loops + ": the file can't be read (" + e + "); name one that can",
          e);
    }
  }
}
