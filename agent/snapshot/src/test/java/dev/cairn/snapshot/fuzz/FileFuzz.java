package dev.cairn.snapshot.fuzz;

import dev.cairn.snapshot.format.Resealed;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.graph.SnapshotGraph;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a snapshot's file, of any version, all checksums that can be found made right. */
public final class FileFuzz {
  private static final Path FILE = FuzzedFolder.at("file.cairn");

  private FileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    byte[] file = Resealed.file(input);
    Files.write(FILE, file);
    CleanReading.check(
        file,
        () -> SnapshotFile.readHeader(FILE),
        () -> SnapshotFile.verify(FILE),
        () -> SnapshotFile.chunkDirectory(FILE),
        () -> SnapshotFile.chunksIn(FILE.resolveSibling("chunks"), FILE),
        () -> SnapshotGraph.read(FILE));
  }
}
