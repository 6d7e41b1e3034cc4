package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.JobProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in jobs' directories, by file names alone, so that it can be asked while the job runs
 * and holds its lock.
 */
final class Generations {
  /** Where the agent puts jobs' directories unless told otherwise. */
  static final Path DEFAULT_PARENT = Path.of("cairn-checkpoints");

  private static final Pattern NAME = Pattern.compile("gen-([0-9]{8,18})\\.cairn");
  private static final String DONE = "done.json";

  private Generations() {}

  /** The snapshot files in {@code dir}, oldest first; a directory that is not there has none. */
  static List<Path> in(Path dir) {
    List<Path> files = new ArrayList<>();
    for (Path entry : entries(dir)) {
      if (number(entry).isPresent()) {
        files.add(entry);
      }
    }
    files.sort((a, b) -> Long.compare(number(a).orElse(0L), number(b).orElse(0L)));
    return files;
  }

  /** The newest snapshot file in {@code dir}. */
  static Optional<Path> newest(Path dir) {
    List<Path> files = in(dir);
    return files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
  }

  /** The generation in a file's name. */
  static Optional<Long> number(Path file) {
    Matcher m = NAME.matcher(String.valueOf(file.getFileName()));
    return m.matches() ? Optional.of(Long.parseLong(m.group(1))) : Optional.empty();
  }

  /** The marker of a finished job. */
  static Path done(Path dir) {
    return dir.resolve(DONE);
  }

  /** {@code parent} itself where it is a job's directory, else the jobs' directories in it. */
  static List<Path> jobs(Path parent) {
    if (isJob(parent)) {
      return List.of(parent);
    }
    return entries(parent).stream().filter(Generations::isJob).toList();
  }

  private static boolean isJob(Path dir) {
    return Files.isDirectory(dir)
        && (Files.exists(dir.resolve(JobProcess.LOCK))
            || Files.exists(done(dir))
            || !in(dir).isEmpty());
  }

  private static List<Path> entries(Path dir) {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(dir)) {
      stream.forEach(entries::add);
    } catch (IOException e) {
      throw new CommandException(ExitCode.DIRECTORY, "can't read " + dir + ": " + e.getMessage());
    }
    Collections.sort(entries);
    return entries;
  }
}
