package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.file.OpenFile;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.Runtime.Version;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Open Zip and Jar files. What they know of their content follows from it, and differs between
 * releases: they are stored as a text, and opened again once the file is known to be the same.
 *
 * <pre>
 *   closed NUL name
 *   open NUL name NUL character set NUL verifies NUL version of entries NUL {@link OpenFile}
 * </pre>
 */
final class Archives {
  private static final String SEPARATOR = "\0";
  private static final String CLOSED = "closed";
  private static final String OPEN = "open";
  private static final int OPEN_PARTS = 6;

  private static final long CLOSE_REQUESTED = Mem.offset(ZipFile.class, "closeRequested");
  private static final long NAME =
      Mem.fieldOffset(
          Mem.field(ZipFile.class, "name")
              .or(() -> Mem.field(ZipFile.class, "filePath"))
              .orElseThrow());
  private static final Class<?> SOURCE = Renewed.type("java.util.zip.ZipFile$Source");
  private static final Class<?> CODER = Renewed.type("java.util.zip.ZipCoder");

  private Archives() {}

  /** Whether objects of this class are stored so. */
  static boolean is(Class<?> c) {
    return c == ZipFile.class || c == JarFile.class;
  }

  /**
   * @throws SlotView.RefusedValueException the file can't be opened again
   */
  static String text(ZipFile z) {
    if (Mem.getByte(z, CLOSE_REQUESTED) != 0) {
      return CLOSED + SEPARATOR + z.getName();
    }
    Object source = of(of(z, ZipFile.class, "res"), "java.util.zip.ZipFile$CleanableResource");
    Object file = of(source, SOURCE, "zfile");
    FileDescriptor d = (FileDescriptor) of(file, RandomAccessFile.class, "fd");
    Object coder =
        Mem.field(SOURCE, "zc").isPresent()
            ? of(source, SOURCE, "zc")
            : of(z, ZipFile.class, "zipCoder");
    Charset charset = (Charset) of(coder, CODER, "cs");
    boolean verifies =
        z instanceof JarFile && Mem.getByte(z, Mem.offset(JarFile.class, "verify")) != 0;
    int version = z instanceof JarFile j ? j.getVersion().feature() : 0;
    return String.join(
        SEPARATOR,
        OPEN,
        z.getName(),
        charset.name(),
        Boolean.toString(verifies),
        Integer.toString(version),
        Descriptors.describe(d, z.getName()).text());
  }

  private static Object of(Object resource, String c) {
    return of(resource, Renewed.type(c), "zsrc");
  }

  private static Object of(Object o, Class<?> c, String field) {
    Object v = Mem.getRef(o, Mem.offset(c, field));
    if (v == null) {
      throw new IllegalStateException(c.getName() + "." + field + " of an open archive is null");
    }
    return v;
  }

  /**
   * The archive of this text.
   *
   * @throws IllegalArgumentException it is none
   * @throws dev.cairn.snapshot.SnapshotMismatchException the file is not what it was
   */
  static ZipFile make(String className, String text) {
    String[] part = text.split(SEPARATOR, -1);
    Class<? extends ZipFile> type =
        className.equals(JarFile.class.getName()) ? JarFile.class : ZipFile.class;
    if (part.length == 2 && part[0].equals(CLOSED)) {
      ZipFile closed = type.cast(Mem.allocate(type));
      Mem.putByte(closed, CLOSE_REQUESTED, (byte) 1);
      Mem.putRef(closed, NAME, part[1]);
      return closed;
    }
    @Nullable OpenFile file =
        part.length == OPEN_PARTS && part[0].equals(OPEN) ? OpenFile.parse(part[5]) : null;
    if (file == null) {
      throw new IllegalArgumentException("not a text of " + className);
    }
    Descriptors.check(file);
    File path = Path.of(file.path()).toFile();
    ZipFile z;
    try {
      z =
          type == JarFile.class
              ? new JarFile(
                  path, Boolean.parseBoolean(part[3]), ZipFile.OPEN_READ, Version.parse(part[4]))
              : new ZipFile(path, ZipFile.OPEN_READ, Charset.forName(part[2]));
    } catch (IOException e) {
      throw Descriptors.changed(file, "can't be opened (" + e + ")");
    }
    Mem.putRef(z, NAME, part[1]);
    return z;
  }
}
