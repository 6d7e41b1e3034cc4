package dev.cairn.snapshot.corpus;

import dev.cairn.snapshot.Jvms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A JVM of its own that writes the corpus, or reads it.
 *
 * @param release of the JDK; where the machine has none, the one that runs the tests
 * @param options each by itself; those that another JDK does not know are ignored by it
 */
record CorpusRun(int release, List<String> options) {
  CorpusRun {
    options = List.copyOf(options);
  }

  /** From {@code "17 -XX:+UseZGC"}. */
  static CorpusRun parse(String releaseAndOptions) {
    List<String> words = Arrays.asList(releaseAndOptions.trim().split(" +"));
    return new CorpusRun(Integer.parseInt(words.get(0)), words.subList(1, words.size()));
  }

  /** What became of each case; what went wrong is printed. */
  List<String> write(Path dir) throws Exception {
    return run("write", dir);
  }

  /** Reads what {@link #write} wrote. */
  List<String> read(Path dir) throws Exception {
    return run("read", dir);
  }

  private List<String> run(String mode, Path dir) throws Exception {
    Optional<Path> home = Jvms.ofRelease(release);
    List<String> all = new ArrayList<>(options);
    all.add("-XX:TieredStopAtLevel=1"); // half the processor time, for a JVM that lives for seconds
    if (home.isEmpty()) {
      all.add("-XX:+IgnoreUnrecognizedVMOptions");
    }
    List<String> lines =
        Jvms.run(
            home.orElse(Jvms.current()),
            all,
            CorpusMain.class,
            mode,
            dir.toAbsolutePath().toString());
    lines.stream().filter(l -> !l.endsWith(": ok")).forEach(l -> System.out.println("R " + l));
    return lines;
  }
}
