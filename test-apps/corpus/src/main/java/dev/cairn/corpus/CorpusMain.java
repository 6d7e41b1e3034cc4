package dev.cairn.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code CorpusMain JAR [JAR...]}: tries the first jar, which may lean on the others. */
public final class CorpusMain {
  private CorpusMain() {}

  public static void main(String[] args) throws IOException {
    List<Path> jars = Arrays.stream(args).map(Path::of).toList();
    JarTrial.of(jars.get(0), jars).lines().forEach(System.out::println);
  }
}
