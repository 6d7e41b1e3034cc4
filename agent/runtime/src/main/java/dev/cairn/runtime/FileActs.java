package dev.cairn.runtime;

import java.io.FileDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What a program is about to do to files, told by hooks in the JDK before it does so. Nothing is
 * told of reading, nor of writing to a file that is open already. Thread-safe.
 */
public final class FileActs {
  /**
   * Who is told. Each method is called before the act, on the thread that acts, and must not throw:
   * the act follows, whether it succeeds or not.
   */
  public interface Watch {
    /** The file is opened to append to it; it may not be there yet. */
    void append(String path);

    /** The file is opened so that any of its content may change; it may not be there yet. */
    void modify(String path);

    /** A file or directory of this name is made, which must not be there yet. */
    void create(String path);

    /** A symbolic link of this name is made, which must not be there yet. */
    void link(String path);

    /** The file, link or empty directory is removed. */
    void remove(String path);

    /** Renamed; what has the new name goes. */
    void rename(String from, String to);

    /** Bytes from here on may be changed in a file that is open. */
    void overwrite(FileDescriptor file, long from);

    /** Something of which it can't be told to which file it happens. */
    void unknown(String what);
  }

  private static final int FOR_WRITING = 3; // O_WRONLY and O_RDWR on every Unix
  private static final int LINUX_TRUNCATE = 01000;
  private static final int LINUX_APPEND = 02000;
  private static final int RANDOM_ACCESS_WRITE = 2; // RandomAccessFile.O_RDWR

  private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));

  private static volatile @Nullable Watch watch;
  private static volatile @Nullable Thread quiet;

  private FileActs() {}

  /** From here on {@code w} is told; nobody where it is null. */
  public static void watch(@Nullable Watch w) {
    watch = w;
  }

  /** Runs what the agent itself does to files on the job's thread, without telling of it. */
  public static void untold(Runnable act) {
    quiet = Thread.currentThread();
    try {
      act.run();
    } finally {
      quiet = null;
    }
  }

  private static @Nullable Watch told() {
    return quiet == Thread.currentThread() ? null : watch;
  }

  // ---- called by the hooks ----

  /** {@code FileOutputStream.open}. */
  public static void output(String path, boolean appending) {
    Watch w = told();
    if (w != null) {
      if (appending) {
        w.append(path);
      } else {
        w.modify(path);
      }
    }
  }

  /** {@code RandomAccessFile.open}. */
  public static void randomAccess(String path, int mode) {
    Watch w = told();
    if (w != null && (mode & RANDOM_ACCESS_WRITE) != 0) {
      w.modify(path);
    }
  }

  /** {@code UnixNativeDispatcher.open}. */
  public static void open(Object path, int flags, int mode) {
    Watch w = told();
    if (w != null && (flags & FOR_WRITING) != 0) {
      // Elsewhere the flags have other values: to modify is what keeps most.
      if (LINUX && (flags & LINUX_APPEND) != 0 && (flags & LINUX_TRUNCATE) == 0) {
        w.append(path.toString());
      } else {
        w.modify(path.toString());
      }
    }
  }

  /** {@code UnixNativeDispatcher.openat}: relative to a directory that is open. */
  public static void openIn(int directory, byte[] path, int flags, int mode) {
    Watch w = told();
    if (w != null && (flags & FOR_WRITING) != 0) {
      w.unknown("a file was opened for writing through a SecureDirectoryStream");
    }
  }

  /**
   * The place in an open file is moved, or bytes at a place of their own are written, mapped or cut
   * off. What follows the place that a file has is never told of: no write but one after a seek
   * comes to lie before it.
   */
  public static void overwrite(FileDescriptor file, long from) {
    Watch w = told();
    if (w != null) {
      w.overwrite(file, from);
    }
  }

  /** {@code FileInputStream.skip}: backwards where {@code n} is negative. */
  public static void skip(FileDescriptor file, long n) {
    if (n < 0) {
      overwrite(file, 0);
    }
  }

  /** {@code FileChannelImpl.truncate}. */
  public static void truncate(@Nullable String path) {
    Watch w = told();
    if (w != null && path != null) {
      w.modify(path);
    }
  }

  /** A file or directory is made. */
  public static void create(Object path) {
    Watch w = told();
    if (w != null) {
      w.create(path.toString());
    }
  }

  /** A symbolic link is made. */
  public static void symlink(Object path) {
    Watch w = told();
    if (w != null) {
      w.link(path.toString());
    }
  }

  /** A file gets a second name, by which it may be changed from here on. */
  public static void link(Object file, Object name) {
    Watch w = told();
    if (w != null) {
      w.modify(file.toString());
      w.create(name.toString());
    }
  }

  /** A file or directory is removed. */
  public static void remove(Object path) {
    Watch w = told();
    if (w != null) {
      w.remove(path.toString());
    }
  }

  /** A file or directory gets another name. */
  public static void rename(Object from, Object to) {
    Watch w = told();
    if (w != null) {
      w.rename(from.toString(), to.toString());
    }
  }

  /** {@code UnixNativeDispatcher.unlinkat} and {@code renameat}. */
  public static void inDirectory() {
    Watch w = told();
    if (w != null) {
      w.unknown("a file was removed or renamed through a SecureDirectoryStream");
    }
  }
}
