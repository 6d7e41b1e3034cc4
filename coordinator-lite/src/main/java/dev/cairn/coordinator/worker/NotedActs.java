package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the agent has noted that a job did to files, in the folder {@code files} beside its
 * generations: durably, and before it was done.
 *
 * <pre>
 *   00000007.acts    since generation 7: a head of six bytes, the last of them 0, then
 *     length:4 (little-endian)  checksum:4  text: kind \0 file \0 more
 * </pre>
 */
final class NotedActs {
  private static final Pattern SEGMENT = Pattern.compile("(\\d{8,18})\\.acts");
  private static final int HEAD = 6;
  private static final int RECORD_HEAD = 8;

  private NotedActs() {}

  /**
   * Whether it is certain that nothing was done to files since a generation but that what it had
   * open has grown.
   */
  static boolean noneSince(Path generations, long generation) throws IOException {
    boolean known = false;
    for (Path segment : segments(generations)) {
      long number = number(segment);
      if (number < generation) {
        continue;
      }
      byte[] text = Files.readAllBytes(segment);
      if (text.length != HEAD || text[HEAD - 1] != 0) {
        return false;
      }
      known |= number == generation;
    }
    return known;
  }

  private static long number(Path segment) {
    String name = segment.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** The files that a segment names; of one that is being written, those that it names by now. */
  static Set<Path> files(Path segment) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    ByteBuffer text = ByteBuffer.wrap(Files.readAllBytes(segment)).order(ByteOrder.LITTLE_ENDIAN);
    text.position(Math.min(HEAD, text.limit()));
    while (text.remaining() > RECORD_HEAD) {
      int length = text.getInt();
      text.getInt();
      if (length < 0 || length > text.remaining()) {
        break;
      }
      byte[] record = new byte[length];
      text.get(record);
      String[] words = new String(record, StandardCharsets.UTF_8).split("\0", -1);
      if (words.length == 3) {
        files.add(Path.of(words[1]));
      }
    }
    return files;
  }

  /** All segments that are there. */
  static List<Path> segments(Path generations) throws IOException {
    return list(generations.resolve("files")).stream()
        .filter(p -> SEGMENT.matcher(p.getFileName().toString()).matches())
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
