package dev.cairn.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    for (Path jar : jars) {
      all.add(JarTrial.of(jar, jars));
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
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> trials = new ArrayList<>();
      for (Jdk jdk : jdks()) {
        for (Path jar : jars) {
          trials.add(
              two.submit(
                  () -> {
                    results.add(jar, jdk.feature(), trial(jdk, jar, jars));
                    return null;
                  }));
        }
      }
      for (Future<?> trial : trials) {
        trial.get();
      }
    } finally {
      two.shutdownNow();
    }
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

  private static Tally trial(Jdk jdk, Path jar, List<Path> others)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.java().toString(), "-Xverify:all", "-Xmx2g", "-Xss4m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CorpusMain.class.getName(), jar.toString()));
    others.forEach(o -> command.add(o.toString()));
    Path errors = Files.createTempFile("corpus", ".err");
    Process p = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    List<String> lines =
        new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    int code = p.waitFor();
    String said = Files.readString(errors);
    Files.delete(errors);
    assertThat(code).as("%s on %s: %s", jar.getFileName(), jdk, said).isZero();
    return Tally.parse(lines);
  }
}
