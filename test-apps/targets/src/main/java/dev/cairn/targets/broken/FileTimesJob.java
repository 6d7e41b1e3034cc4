package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.io.File;

/** Keeps when it wrote a file. */
public final class FileTimesJob {
  private FileTimesJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      File file = new File("written-" + turn);
      file.createNewFile();
      seen[turn] = file.lastModified();
    }
    System.out.println("done " + seen.length);
  }
}
