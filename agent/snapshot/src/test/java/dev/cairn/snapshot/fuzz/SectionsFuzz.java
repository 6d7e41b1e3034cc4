package dev.cairn.snapshot.fuzz;

import dev.cairn.snapshot.format.Rewritten;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A snapshot of any sections, with right checksums: listed, verified, walked and compared. */
public final class SectionsFuzz {
  private static final Path FILE = FuzzedFolder.at("sections.cairn");

  private SectionsFuzz() {}

  private static final SectionId[] ALL = {
    SectionId.JOB, SectionId.HOST, SectionId.FRAMES, SectionId.CLASSES, SectionId.TYPES,
    SectionId.ANCHORS, SectionId.LENGTHS, SectionId.DATA, SectionId.STATICS, SectionId.LOCALS,
    SectionId.SLOTS, SectionId.HASHES, SectionId.RUNTIME
  };

  /** The input that stands for these sections. */
  public static byte[] input(Map<SectionId, byte[]> sections) {
    return FuzzedSections.encode(ALL, sections);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    byte[] file = Rewritten.file(FuzzedSections.decode(ALL, input));
    Files.write(FILE, file);
    CleanReading.check(
        file,
        () -> SnapshotFile.readHeader(FILE),
        () -> SnapshotFile.verify(FILE),
        SectionsFuzz::walk);
  }

  private static void walk() {
    SnapshotGraph g = SnapshotGraph.read(FILE);
    for (int i = 1; i <= g.objectCount(); i++) {
      if (g.object(i).fields().toString().isEmpty()) {
        throw new AssertionError("object " + i + " has no text");
      }
    }
    if (SnapshotDiff.firstDifference(g, g) != null) {
      throw new AssertionError("a snapshot differs from itself");
    }
  }
}
