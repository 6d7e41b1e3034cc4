package dev.cairn.snapshot.heap;

import dev.cairn.runtime.InputUse;
import dev.cairn.snapshot.SnapshotMismatchException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What lies behind descriptor 0 of this process, and how a job is brought to its place in it. */
class InputSource {
  private static final Path LINK = Path.of("/proc/self/fd/0");
  private static final long NOWHERE = -1;

  /** What stands for standard input now; closed if it were collected. */
  @SuppressWarnings("UnusedVariable") // to hold it is what it is for
  private static @Nullable FileInputStream substitute;

  private final FileInputStream stream = new FileInputStream(FileDescriptor.in);
  private @Nullable String link = link();
  private long start = Math.max(0, position(stream));

  /** The regular file that it is, or null. */
  @Nullable String file() {
    return link != null && link.startsWith("/") && Files.isRegularFile(Path.of(link)) ? link : null;
  }

  /** Where the file stood when this JVM began. */
  long start() {
    return start;
  }

  /** Whether whoever starts the job again can give the same: a file or a pipe, no terminal. */
  boolean comesAgain() {
    return file() != null
        || (link != null && (link.startsWith("pipe:") || link.startsWith("socket:")))
        || (link != null && link.startsWith("/") && !link.startsWith("/dev/"));
  }

  /**
   * Brings this process's standard input to where the job's stood.
   *
   * @param bytes how much was read
   * @param sha256 its digest in hex
   * @param ended whether the end was met
   * @param was the file that it was, or null
   * @param wasAt where reading began in it
   * @throws SnapshotMismatchException the same input isn't there
   */
  void goOn(long bytes, String sha256, boolean ended, @Nullable String was, long wasAt) {
    try {
      if (ended) {
        substitute(new FileInputStream("/dev/null"));
        InputUse.ended(bytes, sha256);
        return;
      }
      if (comesAgain() && readAgain(bytes, sha256)) {
        return;
      }
      if (was != null && Files.isReadable(Path.of(was))) {
        FileInputStream in = new FileInputStream(new File(was));
        in.getChannel().position(wasAt);
        substitute(in);
        link = was;
        start = wasAt;
        InputUse.watch();
        if (readAgain(bytes, sha256)) {
          return;
        }
      }
    } catch (IOException e) {
      throw mismatch(bytes, was, " (" + e.getMessage() + ")");
    }
    throw mismatch(bytes, was, "");
  }

  private static SnapshotMismatchException mismatch(
      long bytes, @Nullable String was, String because) {
    return new SnapshotMismatchException(
        "the job had read "
            + bytes
            + " bytes from standard input"
            + (was == null ? "" : " (" + was + ")")
            + ", and what it is given now does not begin with them"
            + because
            + "; start it with the same input");
  }

  /**
   * Reads so much that it stands where the job's stood; false where it isn't the same. What runs
   * before the root may have read some already.
   */
  private boolean readAgain(long bytes, String sha256) throws IOException {
    byte[] buffer = new byte[8192];
    long left = bytes - InputUse.use().bytes();
    while (left > 0) {
      int n = stream.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return false;
      }
      left -= n;
    }
    return InputUse.use().digest().equals(sha256);
  }

  /** Lets the descriptor that everybody has for standard input mean another file. */
  private static void substitute(FileInputStream in) throws IOException {
    long fd = Mem.offset(FileDescriptor.class, "fd");
    Mem.putInt(FileDescriptor.in, fd, Mem.getInt(in.getFD(), fd));
    substitute = in;
  }

  private static @Nullable String link() {
    try {
      return Files.readSymbolicLink(LINK).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** Where the file of standard input stands; bytes from its begin. */
  private static long position(FileInputStream file) {
    try {
      Method m = FileInputStream.class.getDeclaredMethod("position0");
      m.setAccessible(true);
      return m.invoke(file) instanceof Long n ? n : NOWHERE;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException) {
        return NOWHERE; // it can't be asked: no file
      }
      throw new IllegalStateException("java.io.FileInputStream.position0: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.io.FileInputStream.position0: " + e, e);
    }
  }
}
