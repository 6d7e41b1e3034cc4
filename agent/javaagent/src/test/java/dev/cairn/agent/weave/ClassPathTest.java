package dev.cairn.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files are found as the JVM finds them, and a key of theirs changes where one does. */
class ClassPathTest {
  @TempDir Path dir;

  /** Names of entries to their content, which need be no class file. */
  private Path jar(String name, Map<String, String> manifest, Map<String, String> entries)
      throws IOException {
    Manifest m = new Manifest();
    m.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach((k, v) -> m.getMainAttributes().putValue(k, v));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes, m)) {
      for (Map.Entry<String, String> e : new TreeMap<>(entries).entrySet()) {
        JarEntry entry = new JarEntry(e.getKey());
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(e.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return Files.write(dir.resolve(name), bytes.toByteArray());
  }

  private Path folder(String name, String file, String content) throws IOException {
    Path at = dir.resolve(name).resolve(file);
    Files.createDirectories(at.getParent());
    Files.writeString(at, content);
    return dir.resolve(name);
  }

  private static String path(Path... elements) {
    StringBuilder b = new StringBuilder();
    for (Path e : elements) {
      b.append(b.length() == 0 ? "" : File.pathSeparator).append(e);
    }
    return b.toString();
  }

  /** What is found of each name without a list, and then with one. */
  private static Map<String, String> found(String classPath, String... names) throws IOException {
    try (ClassPath unlisted = ClassPath.open(classPath);
        ClassPath listed = ClassPath.open(classPath)) {
      assertThat(listed.names()).isNotNull();
      Map<String, String> found = new TreeMap<>();
      for (String name : names) {
        byte[] bytes = unlisted.bytes(name);
        assertThat(bytes).as(name).isEqualTo(listed.bytes(name));
        found.put(name, bytes == null ? "nowhere" : new String(bytes, StandardCharsets.UTF_8));
      }
      return found;
    }
  }

  @Test
  void theFirstOfItsNameIsFoundListedOrNot() throws IOException {
    Path named = jar("named.jar", Map.of(), Map.of("p/D.class", "named D"));
    Path first =
        jar(
            "first.jar",
            Map.of("Multi-Release", "true", "Class-Path", named.getFileName().toString()),
            Map.of(
                "p/A.class", "jar A",
                "META-INF/versions/11/p/A.class", "jar A for 11",
                "META-INF/versions/99/p/A.class", "jar A for later",
                "p/B.class", "jar B",
                "META-INF/X.class", "no class"));
    Path folder = folder("folder", "p/B.class", "folder B");
    folder("folder", "p/C.class", "folder C");
    folder("folder", "p/D.class", "folder D");
    assertThat(
            found(
                path(first, folder, dir.resolve("missing.jar")),
                "p/A",
                "p/B",
                "p/C",
                "p/D",
                "p/E",
                "META-INF/X",
                "META-INF/versions/11/p/A"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "p/A", "jar A for 11",
                "p/B", "jar B",
                "p/C", "folder C",
                "p/D", "named D",
                "p/E", "nowhere",
                "META-INF/X", "nowhere",
                "META-INF/versions/11/p/A", "nowhere"));
    assertThat(found(path(folder, first), "p/B", "p/D"))
        .isEqualTo(Map.of("p/B", "folder B", "p/D", "folder D"));
  }

  private static String contents(Path... elements) throws IOException {
    try (ClassPath p = ClassPath.open(path(elements))) {
      return p.contents();
    }
  }

  private static String digest(Path... elements) throws IOException {
    try (ClassPath p = ClassPath.open(path(elements))) {
      return p.digest();
    }
  }

  @Test
  void contentsFollowEachClassFileAndTheOrder() throws IOException {
    Path a = jar("a.jar", Map.of(), Map.of("p/A.class", "one"));
    Path same = jar("same.jar", Map.of(), Map.of("p/A.class", "one"));
    Path b = jar("b.jar", Map.of(), Map.of("p/A.class", "two")); // of the same length
    Path folder = folder("folder", "p/A.class", "one");
    Path other = folder("other", "p/A.class", "two");
    assertThat(contents(a)).isEqualTo(contents(same)).isNotEqualTo(contents(b));
    assertThat(contents(a, b)).isNotEqualTo(contents(b, a)).isNotEqualTo(contents(a));
    assertThat(contents(folder)).isNotEqualTo(contents(other)).isNotEqualTo(contents(a));
    assertThat(digest(a)).isEqualTo(digest(folder)).isNotEqualTo(digest(other));
  }

  /** A class file that only a later release sees counts on each; so a job may go on there. */
  @Test
  void digestIsTheSameOnEveryRelease() throws IOException {
    Map<String, String> manifest = Map.of("Multi-Release", "true");
    Path one =
        jar(
            "one.jar",
            manifest,
            Map.of("p/A.class", "base", "META-INF/versions/99/p/A.class", "later"));
    Path other =
        jar(
            "other.jar",
            manifest,
            Map.of("p/A.class", "base", "META-INF/versions/99/p/A.class", "other"));
    Path here =
        jar(
            "here.jar",
            manifest,
            Map.of("p/A.class", "other", "META-INF/versions/11/p/A.class", "base"));
    assertThat(digest(one)).isNotEqualTo(digest(other)).isNotEqualTo(digest(here));
    assertThat(digestHere(one)).isEqualTo(digestHere(other)).isEqualTo(digestHere(here));
  }

  private static String digestHere(Path element) throws IOException {
    try (ClassPath p = ClassPath.open(path(element))) {
      return p.digestForThisRelease();
    }
  }
}
