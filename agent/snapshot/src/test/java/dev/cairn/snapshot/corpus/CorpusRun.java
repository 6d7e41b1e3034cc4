package dev.cairn.snapshot.corpus;

import dev.cairn.snapshot.Jvms;
import java.nio.file.Path;
import java.util.List;

/** The corpus written, or read, in a JVM of its own. */
final class CorpusRun {
  /** Half the processor time, for a JVM that lives for seconds. */
  static final String LIGHT = "-XX:TieredStopAtLevel=1";

  private CorpusRun() {}

  /**
   * What became of each case; what went wrong is printed.
   *
   * @param release of the JDK; where the machine has none, or for 0, the one that runs the tests
   */
  static List<String> write(int release, List<String> options, Path dir) throws Exception {
    return run(release, options, "write", dir);
  }

  /** Reads what {@link #write} wrote. */
  static List<String> read(int release, List<String> options, Path dir) throws Exception {
    return run(release, options, "read", dir);
  }

  private static List<String> run(int release, List<String> options, String mode, Path dir)
      throws Exception {
    Path home = release == 0 ? Jvms.current() : Jvms.ofRelease(release).orElse(Jvms.current());
    List<String> lines = Jvms.run(home, options, CorpusMain.class, mode, dir.toString());
    lines.stream().filter(l -> !l.endsWith(": ok")).forEach(l -> System.out.println("R " + l));
    return lines;
  }
}
