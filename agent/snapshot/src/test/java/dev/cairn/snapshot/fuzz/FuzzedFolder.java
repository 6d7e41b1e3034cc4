package dev.cairn.snapshot.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of this JVM in which a fuzzed file lies, under the build's own. */
public final class FuzzedFolder {
  private static final Path FOLDER = create();

  private FuzzedFolder() {}

  private static Path create() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/fuzz")), "file");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a file of this name lies. */
  public static Path at(String name) {
    return FOLDER.resolve(name);
  }
}
