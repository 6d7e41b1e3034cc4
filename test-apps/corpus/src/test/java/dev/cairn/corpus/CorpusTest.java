package dev.cairn.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * All classes of jars woven with their outermost loops marked: none may be rejected by the verifier
 * that takes it plain.
 *
 * <pre>
 *   mvn -B verify -Pcorpus -pl test-apps/corpus -am      some hundred jars; writes docs/results/corpus.md
 * </pre>
 */
class CorpusTest {
  private static Path jarOf(Class<?> c) throws Exception {
    return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void librariesOfOurOwn() throws Exception {
    List<Path> jars = List.of(jarOf(ClassNode.class), jarOf(ClassReader.class), jarOf(Test.class));
    Tally all = new Tally();
    try (Library library = new Library(jars)) {
      for (Path jar : jars) {
        all.add(JarTrial.of(jar, library));
      }
    }
    assertThat(all.beginningWith(Tally.DEFECT)).isEmpty();
    assertThat(all.of(Tally.METHODS)).isGreaterThan(500);
    assertThat(all.of(Tally.VERIFIED)).isGreaterThan(all.of(Tally.CLASSES) * 9 / 10);
    assertThat(all.sumOf(Tally.REFUSED)).isLessThan(all.of(Tally.METHODS) / 100);
  }

  @Test
  @Tag("corpus")
  void everybodysLibraries() throws Exception {
    Path folder = Path.of(System.getProperty("cairn.corpus"));
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
    CorpusResults results = new CorpusResults();
    List<CompletableFuture<Void>> trials = new ArrayList<>();
    for (Jdk jdk : jdks()) {
      trials.add(CompletableFuture.runAsync(() -> trial(jdk, jars, results)));
    }
    trials.forEach(CompletableFuture::join);
    results.write(Path.of(System.getProperty("cairn.root")));
    assertThat(results.total().beginningWith(Tally.DEFECT)).isEmpty();
    assertThat(results.total().sumOf(Tally.REFUSED))
        .isLessThan(results.total().of(Tally.METHODS) / 100);
  }

  private static List<Jdk> jdks() {
    List<Jdk> usable =
        JdkFinder.ofThisMachine().usable().stream()
            .sorted(Comparator.comparingInt(Jdk::feature))
            .toList();
    return Stream.of(usable.get(0), usable.get(usable.size() - 1)).distinct().toList();
  }

  /** All jars in one JVM of this JDK. */
  private static void trial(Jdk jdk, List<Path> jars, CorpusResults results) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.java().toString(), "-Xverify:all", "-Xmx2g", "-Xss4m"));
    command.addAll(List.of("-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CorpusMain.class.getName());
    jars.forEach(jar -> command.add(jar.toString()));
    try {
      Process p =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      int tried = 0;
      try (BufferedReader out = p.inputReader(StandardCharsets.UTF_8)) {
        String line;
        while ((line = out.readLine()) != null) {
          Path jar = Path.of(line.substring(CorpusMain.JAR.length()));
          List<String> counts = new ArrayList<>();
          while ((line = out.readLine()) != null && !line.equals(CorpusMain.END)) {
            counts.add(line);
          }
          results.add(jar, jdk.feature(), Tally.parse(counts));
          System.out.printf(
              "%d: %d of %d: %s%n", jdk.feature(), ++tried, jars.size(), jar.getFileName());
        }
      }
      assertThat(tried).as("jars tried on %s", jdk).isEqualTo(jars.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
