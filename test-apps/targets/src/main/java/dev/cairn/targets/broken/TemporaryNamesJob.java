package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the names of its temporary files. */
public final class TemporaryNamesJob {
  private TemporaryNamesJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      Path file = Files.createTempFile("job", ".tmp");
      seen[turn] = file.toString().hashCode();
      Files.delete(file);
    }
    System.out.println("done " + seen.length);
  }
}
