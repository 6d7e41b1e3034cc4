package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.io.IOException;
import java.net.ServerSocket;

/** Every snapshot is refused: the job's state holds an open socket. Runs until its input ends. */
public final class HoldsASocket {
  private ServerSocket door;
  private long sum;

  private HoldsASocket() {}

  public static void main(String[] args) throws IOException {
    HoldsASocket job = new HoldsASocket();
    job.door = new ServerSocket(0);
    System.out.println("started");
    job.run();
    System.out.println("port open " + !job.door.isClosed() + " sum " + (job.sum > 0));
  }

  private void run() throws IOException {
    for (@CheckpointLoop int i = 0; System.in.available() == 0; i++) {
      sum += i | 1;
    }
  }
}
