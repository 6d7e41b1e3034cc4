package dev.cairn.snapshot.file;

import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot holds of one open file, as one text:
 *
 * <pre>
 *   mode position length content cleaner path
 *
 *   mode     r, w, a (append) or rw; then s (content and attributes synced) or d (content synced)
 *   content  see {@link FileContent}; {@code device} of a device, whose length is 0
 *   cleaner  {@code +} where the descriptor is closed as garbage, as streams' are; else {@code -}
 *   path     as the job gave it, if that leads to the file
 * </pre>
 *
 * @param mode how it is open
 * @param position where the next byte is read or written
 * @param length the file's
 * @param content by what the first {@code length} bytes are known again
 * @param cleaner whether the descriptor is closed as garbage
 * @param path relative to the working directory where it can be
 */
public record OpenFile(
    String mode, long position, long length, String content, boolean cleaner, String path) {
  /** The content of a device. */
  public static final String DEVICE = "device";

  private static final int PARTS = 6;

  private static final Map<String, Set<OpenOption>> OPTIONS =
      Map.ofEntries(
          Map.entry("r", Set.of(StandardOpenOption.READ)),
          Map.entry("w", Set.of(StandardOpenOption.WRITE)),
          Map.entry("ws", Set.of(StandardOpenOption.WRITE, StandardOpenOption.SYNC)),
          Map.entry("wd", Set.of(StandardOpenOption.WRITE, StandardOpenOption.DSYNC)),
          Map.entry("a", Set.of(StandardOpenOption.APPEND)),
          Map.entry("as", Set.of(StandardOpenOption.APPEND, StandardOpenOption.SYNC)),
          Map.entry("ad", Set.of(StandardOpenOption.APPEND, StandardOpenOption.DSYNC)),
          Map.entry("rw", Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)),
          Map.entry(
              "rws",
              Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.SYNC)),
          Map.entry(
              "rwd",
              Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)));

  /** What opens an existing file so, changing nothing in it. */
  public Set<OpenOption> options() {
    return OPTIONS.getOrDefault(mode, Set.of());
  }

  public boolean writable() {
    return !mode.equals("r");
  }

  public boolean isDevice() {
    return content.equals(DEVICE);
  }

  /** As it stands in the snapshot. */
  public String text() {
    return String.join(
        " ",
        mode,
        Long.toString(position),
        Long.toString(length),
        content,
        cleaner ? "+" : "-",
        path);
  }

  /** The open file of this text, or null where it is none. */
  public static @Nullable OpenFile parse(String text) {
    String[] part = text.split(" ", PARTS);
    if (part.length != PARTS || !OPTIONS.containsKey(part[0]) || part[5].indexOf('\0') >= 0) {
      return null;
    }
    try {
      OpenFile f =
          new OpenFile(
              part[0],
              Long.parseLong(part[1]),
              Long.parseLong(part[2]),
              part[3],
              part[4].equals("+"),
              part[5]);
      return f.position < 0 || f.length < 0 || part[5].isEmpty() ? null : f;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
