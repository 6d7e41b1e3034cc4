package dev.cairn.snapshot.heap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much memory may be taken outside of the heap without the system ending the process for it:
 * what the machine has left, and the control groups that the process is accounted to.
 *
 * <pre>
 *   /proc/meminfo                MemAvailable: 123 kB
 *   /proc/self/cgroup            0::/a/b              version 2
 *                                4:cpu,memory:/a/b    version 1
 *   each of /a/b, /a, / below    /sys/fs/cgroup  or  /sys/fs/cgroup/memory
 *     limit                      memory.max          memory.limit_in_bytes
 *     used                       memory.current      memory.usage_in_bytes
 *     of that given back first   memory.stat: inactive_file | total_inactive_file
 * </pre>
 *
 * Systems without these files refuse an allocation rather than end a process. (Linux:
 * Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.) Immutable.
 */
final class SpareMemory {
  private final Path root;

  /**
   * @param root where {@code proc} and {@code sys} lie
   */
  SpareMemory(Path root) {
    this.root = root;
  }

  /** Bytes; {@link Long#MAX_VALUE} where the system doesn't tell. */
  long bytes() {
    long left = machine();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] words = line.split(":", 3);
      if (words.length == 3 && words[1].isEmpty()) {
        left = Math.min(left, groups("sys/fs/cgroup", words[2], "memory.max", "memory.current"));
      } else if (words.length == 3 && List.of(words[1].split(",")).contains("memory")) {
        left =
            Math.min(
                left,
                groups(
                    "sys/fs/cgroup/memory",
                    words[2],
                    "memory.limit_in_bytes",
                    "memory.usage_in_bytes"));
      }
    }
    return left;
  }

  private long machine() {
    Long kilobytes = named(root.resolve("proc/meminfo"), "MemAvailable:");
    return kilobytes == null ? Long.MAX_VALUE : kilobytes * 1024;
  }

  /** The least that the group or one of those above it has left. */
  private long groups(String mount, String path, String limitFile, String usedFile) {
    long left = Long.MAX_VALUE;
    Path top = root.resolve(mount);
    // In a container the path may be the host's: then only the topmost group is to be seen.
    for (Path group = Path.of(path).normalize(); group != null; group = group.getParent()) {
      Path folder = top.resolve(Path.of("/").relativize(group));
      Long limit = number(folder.resolve(limitFile));
      Long used = number(folder.resolve(usedFile));
      if (limit != null && used != null) {
        Path stat = folder.resolve("memory.stat");
        Long whole = named(stat, "total_inactive_file"); // version 1, of the groups below as well
        Long cached = whole == null ? named(stat, "inactive_file") : whole;
        left = Math.min(left, limit - used + (cached == null ? 0 : Math.min(cached, used)));
      }
    }
    return left;
  }

  /** The file's only number; null where there is none: "max", or no such file. */
  private static @Nullable Long number(Path file) {
    List<String> lines = lines(file);
    return lines.isEmpty() ? null : number(lines.get(0).strip());
  }

  /** The number behind a name. */
  private static @Nullable Long named(Path file, String name) {
    for (String line : lines(file)) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length > 1 && words[0].equals(name)) {
        return number(words[1]);
      }
    }
    return null;
  }

  private static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      return List.of(); // not every system has it, nor shows it to everybody
    }
  }
}
