package dev.cairn.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Class files as a jar under test sees them: its own first, then other jars', then the JDK's. */
final class ClassFiles {
  private final Path jar;
  private final Library library;

  ClassFiles(Path jar, Library library) {
    this.jar = jar;
    this.library = library;
  }

  /** Internal names of the jar's own classes, in order. */
  List<String> own() {
    return library.names(jar);
  }

  boolean isOwn(String internalName) {
    return library.has(jar, internalName);
  }

  /** A class of the jar's own. */
  byte[] own(String internalName) {
    byte[] bytes = library.bytes(jar, internalName);
    if (bytes == null) {
      throw new IllegalArgumentException("no class " + internalName);
    }
    return bytes;
  }

  /** A class of any of the jars, or null. */
  byte @Nullable [] ofJars(String internalName) {
    return library.bytes(jar, internalName);
  }

  /** A class of the jars or of the JDK, or null. */
  byte @Nullable [] any(String internalName) {
    byte[] bytes = ofJars(internalName);
    if (bytes != null) {
      return bytes;
    }
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(internalName, e);
    }
  }
}
