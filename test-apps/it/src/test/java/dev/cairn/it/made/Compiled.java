package dev.cairn.it.made;

import dev.cairn.it.harness.SourceProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Classes from a source text, in memory. */
final class Compiled {
  private Compiled() {}

  /**
   * Compiles one text.
   *
   * @return class files by internal name
   */
  static Map<String, byte[]> of(String mainClass, String source, String... options) {
    try {
      Path folder = Files.createTempDirectory("made");
      Path at = SourceProgram.compile(folder, mainClass, source, List.of(), List.of(options));
      Map<String, byte[]> classes = new TreeMap<>();
      try (Stream<Path> files = Files.walk(at)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          String name = at.relativize(file).toString().replace('\\', '/');
          classes.put(
              name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
        }
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
