package dev.cairn.benchmarks.stops.javaflow;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.javaflow.api.Continuation;
import org.apache.commons.javaflow.api.continuable;

/**
 * {@code PeerMain PROGRAM stay}: stops it at each point and goes on at once. {@code PeerMain
 * PROGRAM save FILE}: stops it at the third and saves it; {@code PeerMain PROGRAM load FILE} goes
 * on.
 */
public final class PeerMain {
  private static final int STOP = 3;

  /** More stops than any program has points. */
  private static final int ENDLESS = 100;

  private PeerMain() {}

  private static final class Job implements Runnable, Serializable {
    private static final long serialVersionUID = 1L;

    private final Stoppable program;
    private String result;

    Job(Stoppable program) {
      this.program = program;
    }

    @Override
    public @continuable void run() {
      result = program.run();
    }
  }

  public static void main(String[] args) {
    try {
      System.out.println(run(args));
    } catch (Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null && cause.getCause() != cause) {
        cause = cause.getCause();
      }
      System.out.println("threw " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
  }

  private static String run(String[] args) throws IOException, ClassNotFoundException {
    Job job = new Job(Stops.valueOf(args[0]).program());
    Continuation stopped;
    if (args[1].equals("load")) {
      try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(Path.of(args[2])))) {
        job = (Job) in.readObject();
        stopped = (Continuation) in.readObject();
      }
      stopped = stopped.resume();
    } else {
      stopped = Continuation.startWith(job);
    }
    int stops = stopped == null ? 0 : 1;
    while (stopped != null && stops < ENDLESS) {
      if (args[1].equals("save") && stops == STOP) {
        try (ObjectOutputStream out =
            new ObjectOutputStream(Files.newOutputStream(Path.of(args[2])))) {
          out.writeObject(job);
          out.writeObject(stopped);
        }
        return "saved";
      }
      stopped = stopped.resume();
      stops += stopped == null ? 0 : 1;
    }
    return stops == 0 && !args[1].equals("load")
        ? "never stopped, told " + job.result
        : stopped != null ? "it stops without end" : "told " + job.result;
  }
}
