package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import dev.cairn.verify.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /**
   * The first object path in which two snapshots differ, or null.
   *
   * @param except fields that don't count, each as {@code com.acme.Timer.start} or {@code
   *     com.acme.Timer#start}
   */
  static @Nullable Difference firstDifference(
      Path expected, Path actual, Collection<String> except) {
    Set<String> ignored =
        except.stream().map(field -> field.replace('#', '.')).collect(Collectors.toSet());
    SnapshotGraph other = SnapshotGraph.read(actual);
    SnapshotDiff.Difference first =
        SnapshotDiff.firstDifference(
            SnapshotGraph.read(expected),
            other,
            (declaringClass, field) -> ignored.contains(declaringClass + "." + field));
    return first == null
        ? null
        : new Difference(first.path(), first.first(), first.second(), stack(other.header()));
  }

  private static List<String> stack(Header header) {
    List<String> stack = new ArrayList<>();
    for (FrameInfo frame : header.frames()) {
      stack.add(0, SnapshotText.at(frame));
    }
    return stack;
  }
}
