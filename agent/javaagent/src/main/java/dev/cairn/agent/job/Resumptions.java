package dev.cairn.agent.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where standard output stood when the newest resumed run began, in the file {@code resumed} beside
 * the generations: the state's digest on the first line, the mark on the second. A run that is cut
 * off before its first snapshot is resumed from the same state again, and what it printed goes.
 */
final class Resumptions {
  private final Path file;

  Resumptions(Path directory) {
    file = directory.resolve("resumed");
  }

  /** The mark at which a run resumed from this state began to print, or null. */
  @Nullable String find(String stateDigest) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return lines.size() == 2 && lines.get(0).equals(stateDigest) ? lines.get(1) : null;
  }

  void record(String stateDigest, String mark) throws IOException {
    Path aside = file.resolveSibling(".resumed.tmp");
    Files.write(aside, List.of(stateDigest, mark), StandardCharsets.UTF_8);
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
