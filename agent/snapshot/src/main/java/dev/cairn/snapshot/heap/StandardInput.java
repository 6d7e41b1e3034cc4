package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Standard input: refused once the job has read from it or closed it. Two things tell: the buffer
 * of System.in, and where the file stands that the host gave as standard input. A pipe or a
 * terminal stands nowhere: of these, reads of more than a buffer's length at a time can't be seen.
 */
final class StandardInput implements JdkSetting {
  private static final long NOWHERE = -1;

  private final @Nullable Object stream;
  private final FileInputStream file;
  private final boolean touched;
  private final long position;

  StandardInput() {
    this(NamedObjects.Streams.original("in"), new FileInputStream(FileDescriptor.in));
  }

  /**
   * @param stream System.in
   * @param file what lies behind it
   */
  StandardInput(@Nullable Object stream, FileInputStream file) {
    this.stream = stream;
    this.file = file;
    this.touched = touched(stream);
    this.position = position(file);
  }

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    // Whoever has read before the job began goes on to: that isn't the job.
    if ((!touched && touched(stream)) || position(file) != position) {
      throw new NotCapturableException(
          "static java.lang.System.in",
          "the job has read from standard input or closed it, and the next JVM can't go on there",
          "read the input from a file within the loop's body, or after the loop");
    }
  }

  private static boolean touched(@Nullable Object stream) {
    if (stream == null || stream.getClass() != BufferedInputStream.class) {
      return false;
    }
    return Mem.getInt(stream, Mem.offset(BufferedInputStream.class, "pos")) != 0
        || Mem.getInt(stream, Mem.offset(BufferedInputStream.class, "count")) != 0
        || Mem.getRef(stream, Mem.offset(BufferedInputStream.class, "buf")) == null; // closed
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
