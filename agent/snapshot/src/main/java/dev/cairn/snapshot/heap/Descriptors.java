package dev.cairn.snapshot.heap;

import dev.cairn.runtime.FileActs;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.file.Descriptor;
import dev.cairn.snapshot.file.FileContent;
import dev.cairn.snapshot.file.HeldFile;
import dev.cairn.snapshot.file.OpenFile;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Open files of the job: each {@link FileDescriptor} is stored with a text of what it is open on,
 * and opened again by it. Streams and channels over it are ordinary objects.
 */
final class Descriptors {
  private static final long FD = Mem.offset(FileDescriptor.class, "fd");
  private static final long CLEANUP = Mem.offset(FileDescriptor.class, "cleanup");
  private static final long PARENT = Mem.offset(FileDescriptor.class, "parent");
  private static final long OTHERS = Mem.offset(FileDescriptor.class, "otherParents");
  private static final Class<?> CHANNEL = Renewed.type("sun.nio.ch.FileChannelImpl");
  private static final long CHANNEL_FD = Mem.offset(CHANNEL, "fd");

  /** Devices that are the same, or as good, wherever a job goes on. */
  private static final Set<String> DEVICES =
      Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

  private static final int CLOSED = -1;

  private Descriptors() {}

  // ---- in a walk ----

  /**
   * What a descriptor is open on, as the text of an {@link OpenFile}; null where on nothing.
   *
   * @throws SlotView.RefusedValueException it can't be opened again
   */
  static @Nullable String describe(FileDescriptor d) {
    return Mem.getInt(d, FD) == CLOSED ? null : describe(d, given(d)).text();
  }

  /**
   * What an open descriptor is open on.
   *
   * @param given the path that the job gave, if it is known
   * @throws SlotView.RefusedValueException it can't be opened again
   */
  static OpenFile describe(FileDescriptor d, @Nullable String given) {
    Descriptor found;
    try {
      found = Descriptor.of(Mem.getInt(d, FD));
    } catch (IOException e) {
      throw refused("what it is open on can't be told (" + e + ")", "close it");
    }
    String what = found.target();
    boolean cleaner = Mem.getRef(d, CLEANUP) != null;
    String mode = found.mode();
    if (mode == null) {
      throw refused(what + " is open for reading and appending at once", "close it");
    }
    if (DEVICES.contains(what)) {
      return new OpenFile(mode, found.position(), 0, OpenFile.DEVICE, cleaner, what);
    }
    if (!Files.isRegularFile(found.file())
        || what.startsWith("/proc/")
        || what.startsWith("/sys/")) {
      throw refused("it is open on " + what + ", which is no file on a disk", "close it");
    }
    String path = found.path(given);
    if (path == null) {
      throw refused("it is open on the file " + what + ", which has no name any more", "close it");
    }
    if (found.locked()) {
      throw refused("a lock is held on the open file " + path, "release it");
    }
    try (FileChannel file = FileChannel.open(found.file(), StandardOpenOption.READ)) {
      if (!mode.equals("r")) {
        file.force(false); // what is before the snapshot must outlive a power cut as it does
      }
      long length = file.size();
      boolean whole = unseen(d, mode, found.position(), length);
      String content = FileContent.of(file, length, whole);
      return new OpenFile(mode, found.position(), length, content, cleaner, path);
    } catch (IOException e) {
      throw refused("the open file " + path + " can't be read (" + e + ")", "close it");
    }
  }

  /**
   * Whether its content before {@code length} may be changed through {@code d} without an act that
   * the runtime's {@link FileActs} are told of.
   */
  private static boolean unseen(FileDescriptor d, String mode, long position, long length) {
    return !mode.equals("r")
        && !mode.startsWith("a")
        && (position < length
            || streams(d).stream()
                .anyMatch(s -> s instanceof RandomAccessFile || s instanceof FileInputStream));
  }

  /** The path that the job gave, where a stream knows it. */
  private static @Nullable String given(FileDescriptor d) {
    for (Object s : streams(d)) {
      Class<?> type =
          s instanceof FileInputStream
              ? FileInputStream.class
              : s instanceof FileOutputStream
                  ? FileOutputStream.class
                  : s instanceof RandomAccessFile ? RandomAccessFile.class : null;
      if (type != null && Mem.getRef(s, Mem.offset(type, "path")) instanceof String path) {
        return path;
      }
    }
    return null;
  }

  /** What was made over it, and not yet closed. */
  private static List<Object> streams(FileDescriptor d) {
    Object parent = Mem.getRef(d, PARENT);
    return Mem.getRef(d, OTHERS) instanceof List<?> all
        ? new ArrayList<>(all)
        : parent == null ? List.of() : List.of(parent);
  }

  /** Whether all that is written is on the disk at once. */
  static boolean synced(@Nullable Object descriptor) {
    int number = descriptor == null ? CLOSED : Mem.getInt(descriptor, FD);
    if (number == CLOSED) {
      return false;
    }
    try {
      String mode = Descriptor.of(number).mode();
      return mode != null && (mode.endsWith("s") || mode.endsWith("d"));
    } catch (IOException e) {
      return false; // the descriptor itself is refused
    }
  }

  /** For the watch over what is done to it, or null where nothing can be. */
  static @Nullable HeldFile held(FileDescriptor d, String text) {
    OpenFile f = OpenFile.parse(text);
    if (f == null || !f.writable() || f.isDevice()) {
      return null;
    }
    return new HeldFile(
        d,
        Path.of(f.path()).toAbsolutePath(),
        f.length(),
        unseen(d, f.mode(), f.position(), f.length()));
  }

  // ---- in a resume ----

  /**
   * A restored descriptor, and what it was open on.
   *
   * @param descriptor open on nothing yet
   */
  record Closed(FileDescriptor descriptor, OpenFile file) {}

  /**
   * Opens all again. First those that are written to: they are cut back to what the snapshot
   * covers, and may be read by others.
   *
   * @throws SnapshotMismatchException a file is not what it was
   */
  static void open(List<Closed> all) {
    all.stream().filter(c -> c.file.writable()).forEach(Descriptors::open);
    all.stream().filter(c -> !c.file.writable()).forEach(Descriptors::open);
  }

  private static void open(Closed c) {
    FileActs.untold(() -> openUntold(c));
  }

  private static void openUntold(Closed c) {
    OpenFile f = c.file;
    Path path = Path.of(f.path());
    try {
      if (!f.isDevice()) {
        check(f);
      }
      FileChannel channel = FileChannel.open(path, f.options());
      if (!f.isDevice()) {
        if (f.writable()) {
          channel.truncate(f.length());
        }
        channel.position(f.position());
      }
      takeOver(channel, c.descriptor, f.cleaner());
    } catch (NoSuchFileException e) {
      throw changed(f, "is not there");
    } catch (IOException e) {
      throw changed(f, "can't be opened (" + e + ")");
    }
  }

  /**
   * Checks that a file is what it was; one that is written to may have grown.
   *
   * @throws SnapshotMismatchException it is another
   */
  static void check(OpenFile f) {
    try {
      check(f, Path.of(f.path()));
    } catch (NoSuchFileException e) {
      throw changed(f, "is not there");
    } catch (IOException e) {
      throw changed(f, "can't be read (" + e + ")");
    }
  }

  private static void check(OpenFile f, Path path) throws IOException {
    if (!Files.isRegularFile(path) && Files.exists(path)) {
      throw changed(f, "is no file any more");
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long length = file.size();
      if (length < f.length() || (length > f.length() && !f.writable())) {
        throw changed(f, "had " + f.length() + " bytes, and now has " + length);
      }
      if (!FileContent.matches(file, f.length(), f.content())) {
        throw changed(f, "has another content");
      }
    }
  }

  static SnapshotMismatchException changed(OpenFile f, String how) {
    return new SnapshotMismatchException(
        "file "
            + f.path()
            + ", which the job had open at the snapshot, "
            + how
            + "; bring it back as it was then, or begin anew with the option fresh");
  }

  /** The descriptor's number goes from the channel's own object to {@code d}. */
  private static void takeOver(FileChannel channel, FileDescriptor d, boolean cleaner) {
    Object own = Mem.getRef(channel, CHANNEL_FD);
    if (own == null) {
      throw new IllegalStateException("a channel without a descriptor: " + channel);
    }
    Mem.putInt(d, FD, Mem.getInt(own, FD));
    Mem.putInt(own, FD, CLOSED); // so that nothing is closed when the channel is garbage
    if (cleaner) {
      try {
        Method register =
            Renewed.type("java.io.FileCleanable")
                .getDeclaredMethod("register", FileDescriptor.class);
        register.setAccessible(true);
        register.invoke(null, d);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("java.io.FileCleanable.register: " + e, e);
      }
    }
  }

  private static SlotView.RefusedValueException refused(String reason, String act) {
    return new SlotView.RefusedValueException(
        new Refusals.Refusal(reason, act + " before the safe point"));
  }
}
