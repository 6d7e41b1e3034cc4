package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** {@code Reads lines} or {@code Reads bytes}: reads standard input, a little at each turn. */
public final class Reads {
  /** More than System.in's buffer, which then sees nothing of it. */
  private static final int PIECE = 10_000;

  private Reads() {}

  public static void main(String[] args) throws IOException {
    System.out.println(args[0].equals("lines") ? lines() : bytes());
    System.out.println("then " + System.in.read());
  }

  private static long lines() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    long sum = 0;
    for (@CheckpointLoop int turn = 1; turn > 0; turn++) {
      String line = in.readLine();
      if (line == null) {
        break;
      }
      sum = sum * 31 + line.hashCode();
    }
    return sum;
  }

  private static long bytes() throws IOException {
    byte[] piece = new byte[PIECE];
    long sum = 0;
    for (@CheckpointLoop int turn = 1; turn > 0; turn++) {
      int n = System.in.readNBytes(piece, 0, PIECE);
      for (int i = 0; i < n; i++) {
        sum = sum * 31 + piece[i];
      }
      if (n < PIECE) {
        break;
      }
    }
    return sum;
  }
}
