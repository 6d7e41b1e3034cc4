package dev.cairn.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Class files of one jar under test, of the jars it may lean on, and of the JDK. The jar's own come
 * first; of the others the one that is named first. Not thread-safe.
 */
final class ClassFiles implements Closeable {
  private static final String ENDING = ".class";

  private record Place(ZipFile jar, ZipEntry entry) {}

  private final List<ZipFile> open = new ArrayList<>();
  private final Map<String, Place> own = new TreeMap<>();
  private final Map<String, Place> others = new HashMap<>();

  ClassFiles(Path jar, List<Path> leaningOn) throws IOException {
    index(jar, own);
    for (Path other : leaningOn) {
      if (!other.equals(jar)) {
        index(other, others);
      }
    }
  }

  private void index(Path path, Map<String, Place> places) throws IOException {
    ZipFile jar = new ZipFile(path.toFile());
    open.add(jar);
    for (ZipEntry e : Collections.list(jar.entries())) {
      String name = e.getName();
      if (name.endsWith(ENDING)
          && !name.startsWith("META-INF/")
          && !name.endsWith("module-info.class")
          && !name.startsWith("java/")) {
        places.putIfAbsent(name.substring(0, name.length() - ENDING.length()), new Place(jar, e));
      }
    }
  }

  /** Internal names of the jar's own classes, in order. */
  List<String> own() {
    return List.copyOf(own.keySet());
  }

  boolean isOwn(String internalName) {
    return own.containsKey(internalName);
  }

  /** A class of the jar's own. */
  byte[] own(String internalName) {
    byte[] bytes = ofJars(internalName);
    if (bytes == null) {
      throw new IllegalArgumentException("no class " + internalName);
    }
    return bytes;
  }

  /** A class of any of the jars, or null. */
  byte @Nullable [] ofJars(String internalName) {
    Place place = own.get(internalName);
    if (place == null) {
      place = others.get(internalName);
    }
    if (place == null) {
      return null;
    }
    try (InputStream in = place.jar().getInputStream(place.entry())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(place.jar().getName() + "!" + place.entry(), e);
    }
  }

  /** A class of the jars or of the JDK, or null. */
  byte @Nullable [] any(String internalName) {
    byte[] bytes = ofJars(internalName);
    if (bytes != null) {
      return bytes;
    }
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(internalName + ENDING)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(internalName, e);
    }
  }

  @Override
  public void close() throws IOException {
    for (ZipFile jar : open) {
      jar.close();
    }
  }
}
