package dev.cairn.launch;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JDKs of this machine, always in the same order: the running one, {@code JAVA_HOME},
 * {@code JAVA_HOME_*} by name, {@code PATH}, then the usual folders by name. Each is listed once,
 * however many links lead to it.
 */
public final class JdkFinder {
  /** The releases a job may run on. */
  public static final int OLDEST = 17;

  public static final int NEWEST = 25;

  private final Path running;
  private final Map<String, String> environment;
  private final List<Path> folders;

  /**
   * @param running the home of the JVM that asks
   * @param environment as of {@link System#getenv()}
   * @param folders each holds JDK homes
   */
  public JdkFinder(Path running, Map<String, String> environment, List<Path> folders) {
    this.running = running;
    this.environment = environment;
    this.folders = List.copyOf(folders);
  }

  /** Looks where JDKs usually lie on Linux and macOS. */
  public static JdkFinder ofThisMachine() {
    Path user = Path.of(System.getProperty("user.home", "/"));
    return new JdkFinder(
        Path.of(System.getProperty("java.home")),
        System.getenv(),
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/opt/java"),
            Path.of("/opt/jdk"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"),
            user.resolve("Library/Java/JavaVirtualMachines")));
  }

  /** All JDKs found, of any release. */
  public List<Jdk> all() {
    Map<Path, Jdk> found = new LinkedHashMap<>();
    for (Path home : candidates()) {
      read(home).ifPresent(jdk -> found.putIfAbsent(jdk.home(), jdk));
    }
    return List.copyOf(found.values());
  }

  /** Those a job may run on. */
  public List<Jdk> usable() {
    return all().stream()
        .filter(jdk -> jdk.feature() >= OLDEST && jdk.feature() <= NEWEST)
        .toList();
  }

  /**
   * What {@code --jvm} names: a JDK's home, its {@code java}, or a release such as {@code 25}.
   *
   * @throws CommandException where that is none
   */
  public Jdk named(String name) {
    if (name.matches("[0-9]+")) {
      int feature = Integer.parseInt(name);
      return all().stream()
          .filter(jdk -> jdk.feature() == feature)
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.USAGE,
                      "--jvm "
                          + name
                          + ": no such release found; there is "
                          + all()
                          + ". Give its folder, or set JAVA_HOME_"
                          + name));
    }
    Path path = Path.of(name).toAbsolutePath();
    return read(path)
        .or(() -> homeOf(path).flatMap(JdkFinder::read))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "--jvm " + name + ": neither a JDK's folder nor its bin/java nor a release"));
  }

  private List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    homes.add(running);
    String home = environment.get("JAVA_HOME");
    if (home != null && !home.isEmpty()) {
      homes.add(Path.of(home));
    }
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME_") && !value.isEmpty()) {
                homes.add(Path.of(value));
              }
            });
    for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        homeOf(Path.of(entry).resolve("java")).ifPresent(homes::add);
      }
    }
    for (Path folder : folders) {
      for (Path entry : sortedEntries(folder)) {
        homes.add(entry);
        homes.add(entry.resolve("Contents/Home"));
      }
    }
    return homes;
  }

  /** The home of {@code .../bin/java}, links resolved, since PATH mostly leads through links. */
  private static Optional<Path> homeOf(Path java) {
    Path real = realPath(java);
    Path bin = real == null ? null : real.getParent();
    return Optional.ofNullable(bin == null ? null : bin.getParent());
  }

  private static Optional<Jdk> read(Path home) {
    Path real = realPath(home);
    if (real == null
        || !Files.isExecutable(real.resolve("bin/java"))
        || !Files.isRegularFile(real.resolve("release"))) {
      return Optional.empty();
    }
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(real.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(in);
    } catch (IOException | IllegalArgumentException e) {
      // A home whose release file can't be read is none that could be relied on.
      return Optional.empty();
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    String first = version.split("[^0-9]", 2)[0];
    return first.isEmpty()
        ? Optional.empty()
        : Optional.of(new Jdk(real, version, Integer.parseInt(first)));
  }

  private static @Nullable Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return null;
    }
  }

  private static List<Path> sortedEntries(Path folder) {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(entries::add);
      } catch (IOException e) {
        return List.of();
      }
    }
    Collections.sort(entries);
    return entries;
  }
}
