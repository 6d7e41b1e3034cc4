package dev.cairn.agent.weave;

import dev.cairn.instrumenter.plan.ClassSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The class files that the planner reads: the class path's, and the JDK's on demand. */
public final class ApplicationClasses implements ClassSource, Closeable {
  private final ClassPath classPath;
  private @Nullable String digest;

  public ApplicationClasses(String classPath) {
    this.classPath = ClassPath.open(classPath);
  }

  @Override
  public Collection<String> applicationClasses() {
    List<String> names = new ArrayList<>();
    classPath.names().forEach(names::add);
    return names;
  }

  @Override
  public byte @Nullable [] bytes(String internalName) {
    byte[] own = classPath.bytes(internalName);
    if (own != null) {
      return own;
    }
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "class " + internalName + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * A digest of all class files of the class path, by name and content; archives tell their
   * entries' checksums, so that they need not be read. Found once. It does not tell in which
   * archives they lie: a job may find them in others when it goes on.
   */
  public synchronized String digest() {
    try {
      String found = digest == null ? classPath.digest() : digest;
      digest = found;
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the class path can't be read: " + e.getMessage(), e);
    }
  }

  /** As it was told before class files for all releases counted. */
  public synchronized String digestForThisRelease() {
    try {
      return classPath.digestForThisRelease();
    } catch (IOException e) {
      throw new UncheckedIOException("the class path can't be read: " + e.getMessage(), e);
    }
  }

  /** A text that is another one where any class file is another one: cheaper than the digest. */
  public synchronized String contents() {
    try {
      return classPath.contents();
    } catch (IOException e) {
      throw new UncheckedIOException("the class path can't be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    classPath.close();
  }
}
