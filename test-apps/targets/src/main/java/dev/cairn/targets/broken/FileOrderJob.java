package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.io.File;
import java.util.Arrays;

/** Keeps the order in which a folder lists its files. */
public final class FileOrderJob {
  private FileOrderJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      new File("file-" + turn * 7 % 12).createNewFile();
      seen[turn] = Arrays.toString(new File(".").list()).hashCode();
    }
    System.out.println("done " + seen.length);
  }
}
