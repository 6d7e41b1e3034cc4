package dev.cairn.agent.files;

import java.nio.file.Path;
import java.util.List;

/**
 * Files that the agent itself writes, on whatever thread: no acts of the job.
 *
 * @param directory the job's directory of generations
 * @param others further files
 */
record OwnFiles(Path directory, List<Path> others) {
  boolean contains(Path file) {
    return file.startsWith(directory) || others.contains(file);
  }
}
