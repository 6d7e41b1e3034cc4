package dev.cairn.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that the agent itself writes, on whatever thread: no acts of the job.
 *
 * @param roots files, and directories with all that is in them, by their real names
 */
record OwnFiles(List<Path> roots) {
  OwnFiles {
    roots = List.copyOf(roots);
  }

  /**
   * The agent's files.
   *
   * @param directory the job's directory of generations
   * @param others further files and directories, which need not be there yet
   */
  static OwnFiles of(Path directory, List<Path> others) throws IOException {
    List<Path> roots = new ArrayList<>(List.of(real(directory)));
    for (Path other : others) {
      roots.add(real(other));
    }
    return new OwnFiles(roots);
  }

  private static Path real(Path path) throws IOException {
    Path file = path.toAbsolutePath().normalize();
    Path there = file;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there.toRealPath().resolve(there.relativize(file)).normalize();
  }

  boolean contains(Path file) {
    return roots.stream().anyMatch(file::startsWith);
  }
}
