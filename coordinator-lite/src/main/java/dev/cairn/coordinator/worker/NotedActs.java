package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the agent has noted that a job did to files, in the folder {@code files} beside its
 * generations: durably, and before it was done.
 *
 * <pre>
 *   00000007.acts    since generation 7: a head of six bytes, the last of them 0, and a record each
 * </pre>
 */
final class NotedActs {
  private static final Pattern SEGMENT = Pattern.compile("(\\d{8,18})\\.acts");
  private static final int HEAD = 6;

  private NotedActs() {}

  /**
   * Whether it is certain that nothing was done to files since a generation but that what it had
   * open has grown.
   */
  static boolean noneSince(Path generations, long generation) throws IOException {
    boolean known = false;
    for (Path segment : segments(generations.resolve("files"))) {
      Matcher m = SEGMENT.matcher(segment.getFileName().toString());
      if (!m.matches() || Long.parseLong(m.group(1)) < generation) {
        continue;
      }
      byte[] text = Files.readAllBytes(segment);
      if (text.length != HEAD || text[HEAD - 1] != 0) {
        return false;
      }
      known |= Long.parseLong(m.group(1)) == generation;
    }
    return known;
  }

  private static List<Path> segments(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
