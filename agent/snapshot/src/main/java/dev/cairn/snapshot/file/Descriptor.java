package dev.cairn.snapshot.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of a descriptor of this process.
 *
 * <pre>
 *   /proc/self/fd/7      → /home/me/data.csv    where it is now, whatever it was called when opened
 *   /proc/self/fdinfo/7  pos:    120
 *                        flags:  0100002
 *                        lock:   1: POSIX ADVISORY WRITE …
 * </pre>
 *
 * @param number the descriptor
 * @param target what the link says: a path, or {@code pipe:[123]} and the like
 * @param position where the next byte is read or written
 * @param flags of open(2)
 * @param locked whether this process holds a lock on it
 */
public record Descriptor(int number, String target, long position, int flags, boolean locked) {
  // The same on every processor that Linux runs on with HotSpot.
  private static final int ACCESS = 3;
  private static final int READ_ONLY = 0;
  private static final int WRITE_ONLY = 1;
  private static final int APPEND = 02000;
  private static final int DATA_SYNC = 010000;
  private static final int FULL_SYNC = 04000000;

  /**
   * @throws IOException it can't be asked, on this system or of this descriptor
   */
  public static Descriptor of(int number) throws IOException {
    String target = Files.readSymbolicLink(link(number)).toString();
    List<String> facts = Files.readAllLines(Path.of("/proc/self/fdinfo/" + number));
    try {
      return new Descriptor(
          number,
          target,
          Long.parseLong(fact(facts, "pos:")),
          Integer.parseUnsignedInt(fact(facts, "flags:"), 8),
          facts.stream().anyMatch(l -> l.startsWith("lock:")));
    } catch (NumberFormatException e) {
      throw new IOException("/proc/self/fdinfo/" + number + " says " + facts, e);
    }
  }

  private static String fact(List<String> facts, String name) {
    return facts.stream()
        .filter(l -> l.startsWith(name))
        .map(l -> l.substring(name.length()).trim())
        .findFirst()
        .orElse("");
  }

  private static Path link(int number) {
    return Path.of("/proc/self/fd/" + number);
  }

  /** The file itself, by whatever name: opening it opens the same file. */
  public Path file() {
    return link(number);
  }

  /** Its mode as in {@link OpenFile}, or null where no file can be opened so. */
  public @Nullable String mode() {
    int access = flags & ACCESS;
    boolean append = (flags & APPEND) != 0;
    if (access == READ_ONLY) {
      return append ? null : "r";
    }
    if (append && access != WRITE_ONLY) {
      return null;
    }
    String mode = append ? "a" : access == WRITE_ONLY ? "w" : "rw";
    return mode + ((flags & FULL_SYNC) != 0 ? "s" : (flags & DATA_SYNC) != 0 ? "d" : "");
  }

  /** Whether {@code path} leads to this very file. */
  public boolean isAt(String path) {
    try {
      return Files.isSameFile(Path.of(path), file());
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /**
   * A path by which the file can be opened again: the given one if it still leads to it, else where
   * the file is now; null where it has none any more.
   */
  public @Nullable String path(@Nullable String given) {
    if (given != null && isAt(given)) {
      return given;
    }
    if (!target.startsWith("/") || !isAt(target)) {
      return null;
    }
    try {
      Path here = Path.of("").toRealPath();
      Path now = Path.of(target);
      return now.startsWith(here) ? here.relativize(now).toString() : target;
    } catch (IOException e) {
      return target;
    }
  }
}
