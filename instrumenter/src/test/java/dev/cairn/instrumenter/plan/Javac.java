package dev.cairn.instrumenter.plan;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A JDK's compiler, run as a process, so that the class files of any JDK found can be tested. */
record Javac(Path home, int release) {

  /** The running JDK and the others found next to it or in JAVA_HOME*, each at several releases. */
  static List<Javac> all() {
    List<Javac> found = new ArrayList<>();
    for (Path home : homes()) {
      for (int release : new int[] {8, 11, 17}) {
        found.add(new Javac(home, release));
      }
    }
    return found;
  }

  /** The running JDK's, at the product's own release. */
  static Javac running() {
    return new Javac(real(Path.of(System.getProperty("java.home"))), 17);
  }

  private static Iterable<Path> homes() {
    TreeSet<Path> homes = new TreeSet<>();
    homes.add(running().home());
    System.getenv().entrySet().stream()
        .filter(e -> e.getKey().startsWith("JAVA_HOME"))
        .forEach(e -> addIfCompiler(homes, Path.of(e.getValue())));
    try (Stream<Path> siblings = Files.list(running().home().resolveSibling(""))) {
      siblings.forEach(p -> addIfCompiler(homes, p));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return homes;
  }

  private static void addIfCompiler(TreeSet<Path> homes, Path home) {
    if (Files.isExecutable(home.resolve("bin/javac"))) {
      homes.add(real(home));
    }
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles sources, each named by its path such as {@code app/Main.java}. */
  Map<String, byte[]> compile(Map<String, String> sources, String... options) {
    try {
      Path dir = Files.createTempDirectory("plan-test");
      try {
        return compile(dir, sources, options);
      } finally {
        delete(dir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, byte[]> compile(Path dir, Map<String, String> sources, String... options)
      throws IOException, InterruptedException {
    Path out = Files.createDirectory(dir.resolve("out"));
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/javac").toString(),
                "-J-Xshare:auto",
                "-J-XX:TieredStopAtLevel=1",
                "--release",
                Integer.toString(release),
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                out.toString()));
    command.addAll(List.of(options));
    if (!List.of(options).contains("-g:none")) {
      command.add("-g");
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = dir.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      command.add(file.toString());
    }
    Path log = dir.resolve("log");
    if (run(command, log) != 0) {
      throw new IllegalArgumentException(this + ": " + Files.readString(log));
    }
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      Predicate<Path> isClass = f -> f.toString().endsWith(".class");
      for (Path file : (Iterable<Path>) files.filter(isClass)::iterator) {
        String name = out.relativize(file).toString().replace(File.separatorChar, '/');
        classes.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
      }
    }
    return classes;
  }

  /** In this process where it is this JDK's compiler: that saves most of a second. */
  private int run(List<String> command, Path log) throws IOException, InterruptedException {
    if (home.equals(running().home())) {
      try (OutputStream out = Files.newOutputStream(log)) {
        String[] arguments =
            command.stream().skip(1).filter(a -> !a.startsWith("-J")).toArray(String[]::new);
        return ToolProvider.getSystemJavaCompiler().run(null, out, out, arguments);
      }
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public String toString() {
    return home.getFileName() + " --release " + release;
  }
}
