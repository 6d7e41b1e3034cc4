package dev.cairn.agent.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder {@code files} beside the generations.
 *
 * <pre>
 *   00000007.acts    what was done since generation 7
 *   00000007-1       the first file kept for it
 * </pre>
 */
final class JournalFolder {
  private static final Pattern NAME = Pattern.compile("(\\d{8,18})(\\.acts|-\\d+)");

  /** At least. */
  private static final int DIGITS = 8;

  private final Path folder;

  JournalFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
  }

  Path path() {
    return folder;
  }

  Segment open(long generation) throws IOException {
    Path file = segment(generation);
    boolean there = Files.exists(file);
    Segment s = Segment.open(file);
    if (!there) {
      force(folder);
    }
    return s;
  }

  /** Not by a format: the locale's digits and patterns would be made for it at each start. */
  private Path segment(long generation) {
    String digits = Long.toString(generation);
    String zeros = "0".repeat(Math.max(0, DIGITS - digits.length()));
    return folder.resolve(zeros + digits + ".acts");
  }

  /** Generations that have a segment, the newest first. */
  List<Long> generations() throws IOException {
    List<Long> found = new ArrayList<>();
    for (Path p : all()) {
      Matcher m = NAME.matcher(String.valueOf(p.getFileName()));
      if (m.matches() && m.group(2).equals(".acts")) {
        found.add(Long.parseLong(m.group(1)));
      }
    }
    found.sort(Collections.reverseOrder());
    return found;
  }

  /** Removes a segment and what is kept for it. */
  void remove(long generation) throws IOException {
    for (Path p : all()) {
      Matcher m = NAME.matcher(String.valueOf(p.getFileName()));
      if (m.matches() && Long.parseLong(m.group(1)) == generation) {
        Files.deleteIfExists(p);
      }
    }
  }

  /** Removes all that belongs to generations before {@code oldest}. */
  void prune(long oldest) throws IOException {
    for (Path p : all()) {
      Matcher m = NAME.matcher(String.valueOf(p.getFileName()));
      if (m.matches() && Long.parseLong(m.group(1)) < oldest) {
        Files.deleteIfExists(p);
      }
    }
  }

  private List<Path> all() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Removes all of it. */
  void remove() throws IOException {
    prune(Long.MAX_VALUE);
    Files.deleteIfExists(folder);
  }

  /** Keeps a file by a second name; false where the disk can't. */
  boolean link(Path file, String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
      Files.createLink(folder.resolve(name), file);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false; // another disk, or one without links: it is copied
    }
  }

  /** Keeps a copy of a file's content, durably. */
  void copy(Path file, String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.copy(
        file,
        copy,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES,
        LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
