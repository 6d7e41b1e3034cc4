package dev.cairn.runtime;

import java.io.FileDescriptor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the process's standard input: hooks in {@code java.io.FileInputStream} count the
 * bytes and take their digest, whoever reads. A job that goes on elsewhere is brought to the same
 * place of the same input by reading as many bytes again. Thread-safe.
 */
public final class InputUse {
  private static final FileDescriptor IN = FileDescriptor.in;

  /**
   * What was read so far.
   *
   * @param bytes how many
   * @param digest their SHA-256 in hex
   * @param ended whether the end was met
   * @param untold how bytes were taken otherwise than by reading them in order, or null
   */
  public record Use(long bytes, String digest, boolean ended, @Nullable String untold) {}

  private static @Nullable MessageDigest digest;
  private static @Nullable String fixed;
  private static long bytes;
  private static boolean ended;
  private static @Nullable String untold;

  private InputUse() {}

  /** Begins to count. */
  public static synchronized void watch() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    fixed = null;
    bytes = 0;
    ended = false;
    untold = null;
  }

  /** Goes on where input has ended: nothing more can be read. */
  public static synchronized void ended(long count, String hex) {
    bytes = count;
    fixed = hex;
    ended = true;
  }

  /** What was read since {@link #watch}. */
  public static synchronized Use use() {
    String hex = fixed;
    if (hex == null) {
      try {
        hex =
            digest == null
                ? ""
                : HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
    return new Use(bytes, hex, ended, untold);
  }

  // ---- called by the hooks ----

  /** {@code read()} returns {@code value}. */
  public static void read(int value, FileDescriptor fd) {
    if (fd == IN) {
      note(value < 0 ? -1 : 1, new byte[] {(byte) value}, 0);
    }
  }

  /** {@code read(byte[])} returns {@code n}. */
  public static void read(int n, FileDescriptor fd, byte[] into) {
    if (fd == IN) {
      note(n, into, 0);
    }
  }

  /** {@code read(byte[], int, int)} returns {@code n}. */
  public static void read(int n, FileDescriptor fd, byte[] into, int offset) {
    if (fd == IN) {
      note(n, into, offset);
    }
  }

  private static synchronized void note(int n, byte[] from, int offset) {
    if (n < 0) {
      ended = true;
    } else if (n > 0 && digest != null) {
      bytes += n;
      digest.update(from, offset, n);
    }
  }

  /** {@code skip} is called. */
  public static void skipping(FileDescriptor fd) {
    if (fd == IN) {
      note("it was skipped in");
    }
  }

  /** {@code getChannel} is called. */
  public static void channel(FileDescriptor fd) {
    if (fd == IN) {
      note("a channel was made of it");
    }
  }

  /** A file is opened for reading: perhaps standard input by another name. */
  public static void opening(String path) {
    if (path.equals("/dev/stdin")
        || path.equals("/dev/fd/0")
        || (path.startsWith("/proc/") && path.endsWith("/fd/0"))) {
      note("it was opened by the name " + path);
    }
  }

  private static synchronized void note(String how) {
    if (untold == null) {
      untold = how;
    }
  }
}
