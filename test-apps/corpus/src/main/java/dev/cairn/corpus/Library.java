package dev.cairn.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Class files of many jars, read once for all of their trials. Not thread-safe. */
final class Library implements Closeable {
  private static final String ENDING = ".class";

  private final Map<Path, ZipFile> open = new HashMap<>();
  private final Map<Path, Map<String, ZipEntry>> entries = new HashMap<>();

  /** The first jar that has a class. */
  private final Map<String, Path> holders = new HashMap<>();

  Library(List<Path> jars) throws IOException {
    for (Path jar : jars) {
      ZipFile zip = new ZipFile(jar.toFile());
      open.put(jar, zip);
      Map<String, ZipEntry> classes = classes(zip);
      entries.put(jar, classes);
      classes.keySet().forEach(name -> holders.putIfAbsent(name, jar));
    }
  }

  private static Map<String, ZipEntry> classes(ZipFile zip) {
    Map<String, ZipEntry> classes = new TreeMap<>();
    for (ZipEntry e : Collections.list(zip.entries())) {
      String name = e.getName();
      if (name.endsWith(ENDING)
          && !name.startsWith("META-INF/")
          && !name.endsWith("module-info.class")
          && !name.startsWith("java/")) {
        classes.putIfAbsent(name.substring(0, name.length() - ENDING.length()), e);
      }
    }
    return classes;
  }

  /** Internal names of a jar's classes, in order. */
  List<String> names(Path jar) {
    return List.copyOf(classesOf(jar).keySet());
  }

  boolean has(Path jar, String internalName) {
    return classesOf(jar).containsKey(internalName);
  }

  /** A class of any of the jars, best of this one, or null. */
  byte @Nullable [] bytes(Path jar, String internalName) {
    Path holder = has(jar, internalName) ? jar : holders.get(internalName);
    return holder == null ? null : read(holder, internalName);
  }

  private byte[] read(Path jar, String internalName) {
    ZipFile zip = open.get(jar);
    ZipEntry entry = classesOf(jar).get(internalName);
    if (zip == null || entry == null) {
      throw new IllegalArgumentException("no class " + internalName + " in " + jar);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(jar + "!" + internalName, e);
    }
  }

  private Map<String, ZipEntry> classesOf(Path jar) {
    Map<String, ZipEntry> classes = entries.get(jar);
    if (classes == null) {
      throw new IllegalArgumentException("no jar " + jar);
    }
    return classes;
  }

  @Override
  public void close() throws IOException {
    for (ZipFile zip : open.values()) {
      zip.close();
    }
  }
}
