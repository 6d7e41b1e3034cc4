package dev.cairn.instrumenter.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every class of {@code java.base} that calls a function of the table is decided upon. */
class JdkCallersTest {
  /** The running JDK, and those that lie beside it. */
  static List<Path> homes() throws IOException {
    Path running = Path.of(System.getProperty("java.home")).toRealPath();
    Set<Path> homes = new TreeSet<>(Set.of(running));
    try (DirectoryStream<Path> beside = Files.newDirectoryStream(running.resolve(".."))) {
      for (Path p : beside) {
        if (Files.isRegularFile(p.resolve("lib/modules"))
            && Files.isRegularFile(p.resolve("lib/jrt-fs.jar"))) {
          homes.add(p.toRealPath());
        }
      }
    }
    return new ArrayList<>(homes);
  }

  @ParameterizedTest
  @MethodSource("homes")
  void allCallersAreDecidedUpon(Path home) throws IOException {
    Set<String> undecided = new TreeSet<>();
    int callers = 0;
    for (Map.Entry<String, byte[]> e : base(home).entrySet()) {
      String name = e.getKey();
      if (!name.equals("java/lang/StrictMath")
          && !name.equals("java/lang/Math")
          && MathCalls.FUNCTIONS.apply(e.getValue()) != null) {
        callers++;
        boolean treated = JdkCallers.computes(name);
        if (treated == JdkCallers.left().containsKey(name)) {
          undecided.add(name);
        }
      }
    }
    assertThat(callers).isGreaterThan(3);
    assertThat(undecided)
        .as("callers of Math in %s that are in no table of JdkCallers", home)
        .isEmpty();
  }

  /** The class files of a JDK's {@code java.base}, by internal name. */
  static Map<String, byte[]> base(Path home) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (FileSystem jrt =
            FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
        Stream<Path> files = Files.walk(jrt.getPath("/modules/java.base"))) {
      Path base = jrt.getPath("/modules/java.base");
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".class")) {
          String name = base.relativize(file).toString().replaceAll("\\.class$", "");
          classes.put(name, Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }
}
