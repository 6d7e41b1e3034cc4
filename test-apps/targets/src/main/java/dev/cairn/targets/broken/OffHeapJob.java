package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds memory outside of the heap: a file's. */
public final class OffHeapJob {
  private static ByteBuffer held = ByteBuffer.allocate(8);

  private OffHeapJob() {}

  public static void main(String[] args) throws Exception {
    held = mapped();
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = held.getLong(0);
    }
    System.out.println("done " + seen.length);
  }

  private static ByteBuffer mapped() throws IOException {
    try (FileChannel file =
        FileChannel.open(
            Path.of("held"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return file.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    }
  }
}
