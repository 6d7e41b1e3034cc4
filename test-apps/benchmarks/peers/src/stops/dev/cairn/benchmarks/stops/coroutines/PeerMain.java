package dev.cairn.benchmarks.stops.coroutines;

import com.offbynull.coroutines.user.Continuation;
import com.offbynull.coroutines.user.Coroutine;
import com.offbynull.coroutines.user.CoroutineReader;
import com.offbynull.coroutines.user.CoroutineRunner;
import com.offbynull.coroutines.user.CoroutineWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private static final class Job implements Coroutine {
    private static final long serialVersionUID = 1L;

    private final Stoppable program;
    private String result;

    Job(Stoppable program) {
      this.program = program;
    }

    @Override
    public void run(Continuation continuation) {
      result = program.run(continuation);
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

  private static String run(String[] args) throws IOException {
    CoroutineRunner runner =
        args[1].equals("load")
            ? new CoroutineReader().read(Files.readAllBytes(Path.of(args[2])))
            : new CoroutineRunner(new Job(Stops.valueOf(args[0]).program()));
    int stops = 0;
    while (stops < ENDLESS && runner.execute()) {
      stops++;
      if (args[1].equals("save") && stops == STOP) {
        Files.write(Path.of(args[2]), new CoroutineWriter().write(runner));
        return "saved";
      }
    }
    String result = ((Job) runner.getCoroutine()).result;
    return stops == 0 && !args[1].equals("load")
        ? "never stopped, told " + result
        : stops == ENDLESS ? "it stops without end" : "told " + result;
  }
}
