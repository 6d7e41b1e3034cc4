package dev.cairn.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running job, found by its process id or by its directory.
 *
 * @param process the job's JVM
 * @param dir its directory, or null where that can't be seen from outside
 */
public record JobProcess(ProcessHandle process, @Nullable Path dir) {
  public static final String LOCK = "cairn.lock";

  /**
   * The job that holds the lock in {@code dir}.
   *
   * @throws CommandException where none does
   */
  public static JobProcess in(Path dir) {
    Path lock = dir.resolve(LOCK);
    if (!Files.isRegularFile(lock)) {
      throw new CommandException(
          ExitCode.NO_SNAPSHOT, dir + " is no job's directory: it has no " + LOCK);
    }
    if (!held(lock)) {
      throw new CommandException(ExitCode.NO_SNAPSHOT, "no job is running in " + dir);
    }
    return new JobProcess(
        pid(lock)
            .flatMap(ProcessHandle::of)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.NO_SNAPSHOT,
                        lock
                            + " is held, but names no process of this machine: is the job on"
                            + " another host?")),
        dir.toAbsolutePath());
  }

  /** The process that runs the job in {@code dir}, if one of this machine does. */
  public static Optional<ProcessHandle> running(Path dir) {
    Path lock = dir.resolve(LOCK);
    return Files.isRegularFile(lock) && held(lock)
        ? pid(lock).flatMap(ProcessHandle::of)
        : Optional.empty();
  }

  /**
   * The job with this process id.
   *
   * @throws CommandException where there is none, or it is none of Cairn's
   */
  public static JobProcess of(long pid) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(
                () -> new CommandException(ExitCode.NO_SNAPSHOT, "no process has the id " + pid));
    Path dir = openDirectory(pid);
    boolean agent =
        process.info().arguments().stream()
            .flatMap(Arrays::stream)
            .anyMatch(word -> word.startsWith("-javaagent:") && word.contains("cairn-agent"));
    if (dir == null && !agent) {
      throw new CommandException(
          ExitCode.USAGE,
          "process "
              + pid
              + " ("
              + process.info().command().orElse("unknown")
              + ") is no Cairn job; nothing was sent to it");
    }
    return new JobProcess(process, dir);
  }

  private static Optional<Long> pid(Path lock) {
    try {
      String first = Files.readString(lock).strip().split("\\s+", 2)[0];
      return first.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(first)) : Optional.empty();
    } catch (IOException e) {
      throw new CommandException(ExitCode.DIRECTORY, "can't read " + lock + ": " + e.getMessage());
    }
  }

  /**
   * A left-over file of a killed job is not locked: the system lets go of a dead process's locks.
   */
  private static boolean held(Path lock) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock ours = channel.tryLock()) {
      return ours == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new CommandException(ExitCode.DIRECTORY, "can't open " + lock + ": " + e.getMessage());
    }
  }

  /** The folder of the lock the process holds open, where the system shows that (Linux). */
  private static @Nullable Path openDirectory(long pid) {
    Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
    if (!Files.isDirectory(descriptors)) {
      return null;
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        Path target = target(link);
        if (target != null && target.endsWith(LOCK)) {
          return target.getParent();
        }
      }
    } catch (IOException e) {
      // Not ours to look into: then only its arguments tell that it is a job.
      return null;
    }
    return null;
  }

  private static @Nullable Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return null; // closed meanwhile
    }
  }

  /** Whether {@code text} can only be a process id. */
  public static boolean isPid(String text) {
    return text.matches("[0-9]{1,9}") && !Files.exists(Path.of(text));
  }
}
