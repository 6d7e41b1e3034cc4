package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * {@code Gates folder count}: prints a line, appends one to the file {@code log} in the working
 * directory, and waits for a gate, a file in the folder, so many times. How long it waits shows
 * nowhere: who opens the gates one by one knows where the job is, and whoever runs it with all open
 * gets the same.
 */
public final class Gates {
  private Gates() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int count = Integer.parseInt(args[1]);
    long x = 17;
    for (int i = 0; i < count; i++) {
      x = mixed(x);
      System.out.println("before gate " + i + " " + Long.toHexString(x));
      append("before gate " + i + " " + Long.toHexString(~x));
      await(new File(args[0], "gate-" + i));
    }
    System.out.println("end " + Long.toHexString(mixed(x)));
  }

  private static void await(File gate) throws InterruptedException {
    for (@CheckpointLoop int asked = 0; !gate.exists(); asked++) {
      Thread.sleep(1);
    }
  }

  private static void append(String line) throws IOException {
    try (PrintWriter log = new PrintWriter(new FileWriter("log", StandardCharsets.UTF_8, true))) {
      log.println(line);
    }
  }

  private static long mixed(long seed) {
    long x = seed;
    for (int i = 0; i < 1000; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
