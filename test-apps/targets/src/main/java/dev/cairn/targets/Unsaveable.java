package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.io.IOException;
import java.net.ServerSocket;

/** A short job no snapshot can be taken of: it holds an open socket. */
public final class Unsaveable {
  private final ServerSocket door;

  private Unsaveable() throws IOException {
    door = new ServerSocket(0);
  }

  public static void main(String[] args) throws IOException {
    Unsaveable job = new Unsaveable();
    int sum = 0;
    for (@CheckpointLoop int i = 0; i < 30; i++) {
      sum += i;
    }
    job.door.close();
    System.out.println("sum " + sum);
  }
}
