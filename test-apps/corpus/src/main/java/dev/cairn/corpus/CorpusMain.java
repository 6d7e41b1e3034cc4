package dev.cairn.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code CorpusMain JAR [JAR...]}: tries each jar, which may lean on the others, and prints a line
 * with its name before its counts, and one that closes it. One JVM tries all: it reads the jars'
 * tables once, and compiles the weaver once.
 */
public final class CorpusMain {
  static final String JAR = "jar:";
  static final String END = "end";

  private CorpusMain() {}

  public static void main(String[] args) throws IOException {
    List<Path> jars = Arrays.stream(args).map(Path::of).toList();
    try (Library library = new Library(jars)) {
      for (Path jar : jars) {
        Tally tally = JarTrial.of(jar, library);
        System.out.println(JAR + jar);
        tally.lines().forEach(System.out::println);
        System.out.println(END);
      }
    }
  }
}
