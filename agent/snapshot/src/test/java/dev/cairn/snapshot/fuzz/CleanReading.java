package dev.cairn.snapshot.fuzz;

import com.sun.management.ThreadMXBean;
import dev.cairn.snapshot.SnapshotException;
import java.lang.management.ManagementFactory;

/**
 * What holds of every reading, whatever the bytes are: it ends with what was read or with one of
 * our own errors, of one line, and takes no more memory than so many bytes can ask for. Anything
 * else that is thrown is a finding.
 */
public final class CleanReading {
  /** What a reading takes however short the file is: buffers, zstd, the JVM's own tables. */
  private static final long ALWAYS = 32L << 20;

  /** What each byte of a file may become: an object, its number, its place in several tables. */
  private static final long EACH_BYTE = 1000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private CleanReading() {}

  /** Reads something that may be damaged. */
  @FunctionalInterface
  public interface Reading {
    void read() throws Exception;
  }

  /**
   * Reads {@code bytes}, in one or several ways.
   *
   * @throws AssertionError an error that is not clean, or too much memory
   */
  public static void check(byte[] bytes, Reading... readings) throws Exception {
    long allowed = ALWAYS + EACH_BYTE * bytes.length;
    for (Reading r : readings) {
      if (memory(r) > allowed) {
        long again = memory(r); // the first one may have loaded classes
        if (again > allowed) {
          throw new AssertionError(again + " bytes of memory for " + bytes.length + " of a file");
        }
      }
    }
  }

  private static long memory(Reading reading) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.read();
    } catch (SnapshotException e) {
      String message = String.valueOf(e.getMessage());
      if (message.isEmpty() || message.indexOf('\n') >= 0) {
        throw new AssertionError("not one line: " + message, e);
      }
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
