package dev.cairn.agent.job;

import dev.cairn.runtime.Frame;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes snapshots of the job and brings one back. */
public interface Snapshots {
  /**
   * Where the job stands.
   *
   * @param reached safe points since C0, or -1 where they are not counted
   * @param counter the loop's own counter, or {@link Long#MIN_VALUE}
   * @param stopping whether the job leaves this JVM here and prints nothing more
   */
  record Position(long reached, long counter, boolean stopping) {}

  /** A durable snapshot. */
  record Written(long generation, String digest, long bytes, String file) {}

  /**
   * What a job goes on from.
   *
   * @param threads the job's other threads, to be started once its frames are back
   */
  record Resumed(
      List<Frame> frames, List<Thread> threads, String file, long generation, long reached) {}

  /** The state can't be saved exactly just now; the message says what, where, and what to do. */
  final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
      super(message);
    }
  }

  /** A state in memory: the job may go on. */
  interface Captured extends AutoCloseable {
    /** Bytes of the heap that it takes until it is closed. */
    long bytesInHeap();

    /**
     * Makes it durable; on any thread.
     *
     * @throws IOException where it can't be written; what was durable before is untouched
     */
    Written write() throws IOException;

    /** Frees its memory: it can't be written any more. */
    @Override
    void close();
  }

  /**
   * Captures the state, and notes that what the job does from here on is none of it.
   *
   * @param frames outermost first
   * @throws RefusedException where the state can't be saved
   * @throws IOException where that can't be noted
   */
  Captured take(List<Frame> frames, Position position) throws RefusedException, IOException;

  /**
   * Notes the state's digest, and no more.
   *
   * @param frames outermost first
   * @throws RefusedException where the state can't be looked at
   * @throws IOException where that can't be noted
   */
  void digest(List<Frame> frames, Position position) throws RefusedException, IOException;

  /**
   * Brings the job back, if it has a former life.
   *
   * @param root the root that was entered, class and method
   * @param arguments its arguments
   * @return null where the job begins at C0
   */
  @Nullable Resumed resume(String root, Object[] arguments);
}
