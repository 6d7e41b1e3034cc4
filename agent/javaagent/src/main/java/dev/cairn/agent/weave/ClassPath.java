package dev.cairn.agent.weave;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The application's class files as they lie on the class path, first come first, {@code Class-Path}
 * manifest entries included, multi-release jars read as this release sees them. Nothing is loaded
 * as a class, and nothing is listed before somebody asks for a list: a start that finds its plan
 * needs none. Not thread-safe.
 */
final class ClassPath implements Closeable {
  /** Where class files for later releases lie in a multi-release jar. */
  private static final String VERSIONS = "META-INF/versions/";

  private final List<Element> elements = new ArrayList<>();
  private @Nullable Map<String, Location> listed;

  /** A folder, or a jar where there is one. */
  private record Element(File file, @Nullable JarFile jar) {}

  /** Where a class file lies: a file, or an entry of a jar. */
  private record Location(@Nullable Path file, @Nullable JarFile jar, String entry) {}

  private ClassPath() {}

  static ClassPath open(String classPath) {
    ClassPath result = new ClassPath();
    Deque<File> todo = new ArrayDeque<>();
    for (String element : classPath.split(File.pathSeparator, -1)) {
      todo.add(new File(element.isEmpty() ? "." : element));
    }
    Set<File> seen = new HashSet<>();
    while (!todo.isEmpty()) {
      File element = todo.removeFirst();
      if (seen.add(element.getAbsoluteFile())) {
        result.add(element, todo);
      }
    }
    return result;
  }

  /** Internal names of all classes, in class path order. */
  Iterable<String> names() {
    return locations().keySet();
  }

  private Map<String, Location> locations() {
    Map<String, Location> all = listed;
    if (all == null) {
      all = new LinkedHashMap<>();
      for (Element e : elements) {
        list(e, all);
      }
      listed = all;
    }
    return all;
  }

  /** Where the first class file of this name lies, found without a list where there is none. */
  private @Nullable Location locate(String internalName) {
    if (listed != null) {
      return listed.get(internalName);
    }
    String entry = internalName + ".class";
    if (!isClass(entry)) {
      return null;
    }
    for (Element e : elements) {
      JarFile jar = e.jar();
      if (jar != null && jar.getJarEntry(entry) != null) {
        return new Location(null, jar, entry);
      }
      if (jar == null && new File(e.file(), entry).isFile()) {
        return new Location(new File(e.file(), entry).toPath(), null, entry);
      }
    }
    return null;
  }

  /** The class file of this internal name, or null. */
  byte @Nullable [] bytes(String internalName) {
    Location at = locate(internalName);
    if (at == null) {
      return null;
    }
    try {
      if (at.file() != null) {
        return Files.readAllBytes(at.file());
      }
      JarFile jar = at.jar();
      ZipEntry entry = jar == null ? null : jar.getJarEntry(at.entry());
      if (jar == null || entry == null) {
        return null;
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "class " + internalName + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * SHA-256 over name and CRC-32 of every class file, sorted by name, in hex. In a multi-release
   * jar the class files for all releases count, under their entries' names: the digest is the same
   * on every release.
   */
  String digest() throws IOException {
    Map<String, Long> all = new TreeMap<>();
    for (Element e : elements) {
      JarFile jar = e.jar();
      if (jar == null) {
        checksums(e).forEach(all::putIfAbsent);
        continue;
      }
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        if (isClass(name.startsWith(VERSIONS) ? name.substring(VERSIONS.length()) : name)) {
          all.putIfAbsent(className(name), entry.getCrc());
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> e : all.entrySet()) {
      describe(e.getKey(), e.getValue(), text);
    }
    return Sha256.hex(text.toString());
  }

  /** As snapshots up to version 2.2 of the format have it: of what this release sees. */
  String digestForThisRelease() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, Location> e : new TreeMap<>(locations()).entrySet()) {
      describe(e.getKey(), crc(e.getValue()), all);
    }
    return Sha256.hex(all.toString());
  }

  /**
   * What {@link #names} and {@link #bytes} follow from, but the release: for each archive the
   * fingerprint of its directory, for each folder names and CRC-32 of its class files. It differs
   * where archives differ in more than their classes, or lie in another order; it takes no list.
   */
  String contents() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Element e : elements) {
      if (e.jar() != null) {
        all.append("archive ").append(ArchiveDirectory.fingerprint(e.file().toPath())).append('\n');
      } else {
        all.append("folder\n");
        for (Map.Entry<String, Long> f : checksums(e).entrySet()) {
          describe(f.getKey(), f.getValue(), all);
        }
      }
    }
    return all.toString();
  }

  /** CRC-32 of each class file in a folder, sorted by name. */
  private static Map<String, Long> checksums(Element folder) throws IOException {
    Map<String, Location> files = new TreeMap<>();
    list(folder, files);
    Map<String, Long> found = new TreeMap<>();
    for (Map.Entry<String, Location> f : files.entrySet()) {
      found.put(f.getKey(), crc(f.getValue()));
    }
    return found;
  }

  private static void describe(String name, long crc, StringBuilder to) {
    to.append(name).append(' ').append(Long.toHexString(crc)).append('\n');
  }

  private static long crc(Location at) throws IOException {
    JarFile jar = at.jar();
    ZipEntry entry = jar == null ? null : jar.getJarEntry(at.entry());
    if (entry != null) {
      return entry.getCrc();
    }
    CRC32 crc = new CRC32();
    Path file = at.file();
    if (file != null) {
      crc.update(Files.readAllBytes(file));
    }
    return crc.getValue();
  }

  private void add(File element, Deque<File> todo) {
    try {
      if (element.isDirectory()) {
        elements.add(new Element(element, null));
      } else if (element.isFile()) {
        JarFile jar = new JarFile(element, false, JarFile.OPEN_READ, JarFile.runtimeVersion());
        elements.add(new Element(element, jar));
        addManifest(element, jar.getManifest(), todo);
      }
    } catch (IOException e) {
      // As the JVM does: what can't be read gives no classes. A class that is then missing is
      // missing to the program too.
      return;
    }
  }

  private static void list(Element element, Map<String, Location> to) {
    JarFile jar = element.jar();
    if (jar == null) {
      listFolder(element.file().toPath(), to);
      return;
    }
    jar.versionedStream()
        .map(ZipEntry::getName)
        .filter(ClassPath::isClass)
        .forEach(n -> to.putIfAbsent(className(n), new Location(null, jar, n)));
  }

  private static void listFolder(Path root, Map<String, Location> to) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = root.relativize(file).toString().replace(File.separatorChar, '/');
              if (isClass(name)) {
                to.putIfAbsent(className(name), new Location(file, null, name));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + root + " can't be read: " + e.getMessage(), e);
    }
  }

  private static void addManifest(File element, @Nullable Manifest manifest, Deque<File> todo) {
    String more =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    if (more == null) {
      return;
    }
    List<File> files = new ArrayList<>();
    for (String part : more.trim().split("\\s+", -1)) {
      try {
        URI uri = element.getAbsoluteFile().toURI().resolve(new URI(part));
        if ("file".equals(uri.getScheme())) {
          files.add(new File(uri));
        }
      } catch (URISyntaxException | IllegalArgumentException e) {
        // the JVM ignores such an element as well
      }
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      todo.addFirst(files.get(i));
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class");
  }

  private static String className(String entry) {
    return entry.substring(0, entry.length() - ".class".length());
  }

  @Override
  public void close() throws IOException {
    for (Element e : elements) {
      if (e.jar() != null) {
        e.jar().close();
      }
    }
  }
}
