package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Order;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts jobs' JVMs. */
interface Jvms {
  /** A job's JVM. */
  interface Jvm {
    /** Whether the agent has begun: before that, a signal would just kill. */
    boolean isUp();

    /** Asks it, once, to save itself and end. */
    void terminate();

    void kill();

    /** Its exit code, or null where it still runs after so long. */
    @Nullable Integer exit(long millis) throws InterruptedException;
  }

  /** Begins the job, or goes on with it, in its folder. */
  Jvm start(JobFolder folder, Order order) throws IOException;

  /** Ends what an earlier worker has left running in a job's folder, saved if it can be. */
  void endOrphan(JobFolder folder);
}
