package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import java.nio.file.Files;
import java.nio.file.Path;

/** Snapshots as a person names them. */
final class Snapshots {
  private Snapshots() {}

  /**
   * The file meant: itself, or the newest generation of a directory.
   *
   * @throws CommandException where there is none
   */
  static Path file(Path named) {
    if (!Files.isDirectory(named)) {
      if (!Files.exists(named)) {
        throw new CommandException(
            ExitCode.NO_SNAPSHOT, named + ": no such file; cairn snap ls lists what there is");
      }
      return named;
    }
    return Generations.newest(named)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.NO_SNAPSHOT,
                    named + " holds no snapshot; cairn snap ls lists what there is"));
  }

  /** The first object path in which two snapshots differ, or that there is none. */
  static String firstDifference(Path expected, Path actual) {
    String path =
        SnapshotDiff.firstDifference(SnapshotGraph.read(expected), SnapshotGraph.read(actual));
    return path == null ? "the state digests differ, but no object path does" : path;
  }
}
