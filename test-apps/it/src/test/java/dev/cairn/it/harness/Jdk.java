package dev.cairn.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param feature the release, such as 17
 */
public record Jdk(Path home, int feature, String version) {
  private static final int OLDEST = 17;
  private static final int NEWEST = 25;

  private static final List<Jdk> ALL = find();

  public Path java() {
    return home.resolve("bin/java");
  }

  /** The one that runs the tests. */
  public static Jdk current() {
    return new Jdk(
        Path.of(System.getProperty("java.home")),
        Runtime.version().feature(),
        Runtime.version().toString());
  }

  /** One of each supported release, oldest first; at least {@link #current}. */
  public static List<Jdk> all() {
    return ALL;
  }

  /** The newest other release than {@link #current}; itself, where there is no other. */
  public static Jdk other() {
    return ALL.stream()
        .filter(j -> j.feature != current().feature)
        .max(Comparator.comparingInt(Jdk::feature))
        .orElseGet(Jdk::current);
  }

  /** Those that run class files of a release. */
  public static List<Jdk> from(int release) {
    return ALL.stream().filter(j -> j.feature >= release).toList();
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }

  private static List<Jdk> find() {
    List<Path> homes = new ArrayList<>();
    new TreeMap<>(System.getenv())
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME") || name.startsWith("JDK")) {
                homes.add(Path.of(value));
              }
            });
    for (String folder :
        List.of(
            "/usr/lib/jvm",
            "/usr/java",
            "/opt/java",
            "/opt/hostedtoolcache/Java_Temurin-Hotspot_jdk",
            System.getProperty("user.home") + "/.jdks",
            System.getProperty("user.home") + "/.sdkman/candidates/java",
            "/Library/Java/JavaVirtualMachines")) {
      homes.addAll(inside(Path.of(folder)));
    }
    Map<Integer, Jdk> byFeature = new TreeMap<>();
    byFeature.put(current().feature, current());
    for (Path home : homes) {
      for (Path place : List.of(home, home.resolve("Contents/Home"), home.resolve("x64"))) {
        at(place).ifPresent(j -> byFeature.putIfAbsent(j.feature, j));
      }
    }
    return List.copyOf(byFeature.values());
  }

  private static List<Path> inside(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the {@code release} file that every JDK has since 7; no process is started. */
  private static Optional<Jdk> at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isRegularFile(release)) {
      return Optional.empty();
    }
    try {
      String version =
          Files.readAllLines(release).stream()
              .filter(l -> l.startsWith("JAVA_VERSION="))
              .map(l -> l.substring("JAVA_VERSION=".length()).replace("\"", ""))
              .findFirst()
              .orElse("0");
      String feature = version.split("[.+_-]", 2)[0];
      int number = feature.matches("\\d+") ? Integer.parseInt(feature) : 0;
      return number >= OLDEST && number <= NEWEST
          ? Optional.of(new Jdk(home, number, version))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
