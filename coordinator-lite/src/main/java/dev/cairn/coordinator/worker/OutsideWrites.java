package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Files that a job writes to outside of its folder: they stay behind when it moves. Told from what
 * the agent notes, which it keeps for two generations. Not thread-safe.
 */
final class OutsideWrites {
  private final Path generations;
  private final Path job;
  private final Map<Path, Long> seen = new HashMap<>();
  private final TreeSet<String> files = new TreeSet<>();

  /**
   * @param generations the job's
   * @param job its folder, all of which goes along
   */
  OutsideWrites(Path generations, Path job) {
    this.generations = generations;
    this.job = job;
  }

  /** The first of them, and how many more there are; null where none was seen yet. */
  @Nullable String look() throws IOException {
    if (Files.isDirectory(generations)) {
      Path own = job.toRealPath();
      for (Path segment : NotedActs.segments(generations)) {
        try {
          look(segment, own);
        } catch (NoSuchFileException e) {
          seen.remove(segment); // of an old generation, and gone with it
        }
      }
    }
    return files.isEmpty()
        ? null
        : files.first() + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more files");
  }

  private void look(Path segment, Path own) throws IOException {
    long size = Files.size(segment);
    Long before = seen.put(segment, size);
    if (before != null && before == size) {
      return;
    }
    for (Path file : NotedActs.files(segment)) {
      if (!file.startsWith(own) && !file.startsWith("/dev")) {
        files.add(file.toString());
      }
    }
  }
}
