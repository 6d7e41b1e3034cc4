package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.net.ServerSocket;

/** Keeps the number of a port that was free. */
public final class NetworkJob {
  private NetworkJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      try (ServerSocket socket = new ServerSocket(0)) {
        seen[turn] = socket.getLocalPort();
      }
    }
    System.out.println("done " + seen.length);
  }
}
