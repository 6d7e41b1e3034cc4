package dev.cairn.fuzz.run;

import dev.cairn.instrumenter.weave.SavedValue;
import dev.cairn.instrumenter.weave.WovenPoint;
import dev.cairn.runtime.Frame;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.HostFacts;
import dev.cairn.snapshot.format.JobIdentity;
import dev.cairn.snapshot.format.Progress;
import dev.cairn.snapshot.format.SnapshotContent;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.format.ValueInfo;
import dev.cairn.snapshot.heap.Capture;
import dev.cairn.snapshot.heap.HeapAccess;
import dev.cairn.snapshot.heap.Restore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes a job's frames and heap to a snapshot file, and reads them into other classes. */
final class Snapshots {
  private static final HeapAccess ACCESS = HeapAccess.open(FuzzAgent.instrumentation());

  private Snapshots() {}

  /** Gives the file, which {@link #read} deletes. */
  static Path write(WovenProgram program, List<Frame> frames, Classes classes) {
    List<FrameInfo> infos = frames.stream().map(f -> info(program, f)).toList();
    try (HeapImage image =
        new Capture(ACCESS, classes)
            .take(frames, infos, classes.defined(), Thread.currentThread())) {
      SnapshotContent content =
          new SnapshotContent(
              new JobIdentity("Main", List.of(), "", List.of(), ""),
              "plan",
              new TreeMap<>(),
              new Progress(0, 0, "Main.run", 0),
              new HostFacts("", "", "", "", 0, 0, new TreeMap<>()),
              image);
      Path file = Files.createTempFile("fuzz", ".cairn");
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        SnapshotFile.write(content, 1, out);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Frame> read(Path file, Classes classes) {
    List<Frame> frames =
        new Restore(ACCESS, classes)
            .restore(file, n -> Class.forName(n, true, classes), Thread.currentThread());
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames;
  }

  private static FrameInfo info(WovenProgram program, Frame f) {
    WovenPoint point = program.method(f.owner(), f.method()).points().get(f.point());
    List<ValueInfo> values = new ArrayList<>();
    for (SavedValue v : point.values()) {
      values.add(
          new ValueInfo(
              v.name(), v.kind(), v.descriptor(), ValueInfo.Role.valueOf(v.role().name())));
    }
    return new FrameInfo(
        f.owner().getName(),
        f.method(),
        f.point(),
        point.instruction(),
        point.line(),
        "Main.java",
        values);
  }
}
