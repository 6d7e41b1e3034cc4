package dev.cairn.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The agent built anew from sources of which one line is wrong. So a fault can be tested without a
 * word about it in the product.
 */
public final class FaultyBuild {
  private FaultyBuild() {}

  /** A part of the agent. */
  public enum Room {
    RUNTIME("agent/runtime", "boot"),
    SNAPSHOT("agent/snapshot", "isolated");

    private final String folder;

    /** Where its classes stand in the agent's jar. */
    private final String inJar;

    Room(String folder, String inJar) {
      this.folder = folder;
      this.inJar = inJar;
    }

    private Path resolve(String path) {
      return Installation.ROOT.resolve(folder).resolve(path);
    }
  }

  /**
   * Replaces one piece of one source file and builds that file into a copy of the agent's jar.
   *
   * @param type the class of the file, with package
   * @param right the text to be replaced; it must be there once
   * @return the faulty agent jar
   */
  public static Path of(Path folder, Room room, String type, String right, String wrong) {
    try {
      String source =
          Files.readString(room.resolve("src/main/java/" + type.replace('.', '/') + ".java"));
      if (source.split(java.util.regex.Pattern.quote(right), -1).length != 2) {
        throw new AssertionError("not once in " + type + ": " + right);
      }
      Path built =
          SourceProgram.compile(
              folder,
              type,
              source.replace(right, wrong),
              Stream.concat(
                      Stream.of(Room.SNAPSHOT, Room.RUNTIME).map(r -> r.resolve("target/classes")),
                      Installation.copied("compile").stream())
                  .toList());
      Path jar = folder.resolve("faulty-agent.jar");
      Files.copy(Installation.AGENT, jar, StandardCopyOption.REPLACE_EXISTING);
      copyInto(jar, room.inJar, built);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyInto(Path jar, String room, Path built) throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(built)) {
      classes = files.filter(p -> p.toString().endsWith(".class")).toList();
    }
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of())) {
      for (Path c : classes) {
        Path to = zip.getPath(room, built.relativize(c).toString());
        if (!Files.exists(to)) {
          throw new AssertionError("not in the agent's jar: " + to);
        }
        Files.copy(c, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
