package dev.cairn.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a working directory holds, in a form that two can be compared in. */
final class FileTree {
  private FileTree() {}

  /** Relative path to {@code directory}, {@code link to X} or {@code N bytes, sha256 HEX}. */
  static SortedMap<String, String> of(Path root) throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    for (Path path : walk(root)) {
      if (!path.equals(root)) {
        tree.put(root.relativize(path).toString(), describe(path));
      }
    }
    return tree;
  }

  /** Removes {@code root} with all in it. */
  static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      List<Path> paths = walk(root);
      for (int i = paths.size() - 1; i >= 0; i--) {
        Files.deleteIfExists(paths.get(i));
      }
    }
  }

  /** Copies a file, or a directory with all in it, to {@code target}. */
  static void copy(Path source, Path target) throws IOException {
    for (Path path : walk(source)) {
      Path to = target.resolve(source.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(to);
      } else {
        Path parent = to.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.copy(path, to);
      }
    }
  }

  /** Copies a directory as it is, to {@code target}, which is not there yet: times, links, all. */
  static void replicate(Path source, Path target) throws IOException {
    for (Path path : walk(source)) {
      Files.copy(
          path,
          target.resolve(source.relativize(path).toString()),
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static List<Path> walk(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted().toList();
    }
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path)) {
      return "directory";
    }
    MessageDigest sha = sha256();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n; (n = in.read(buffer)) > 0; size += n) {
        sha.update(buffer, 0, n);
      }
    }
    return size + " bytes, sha256 " + HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
