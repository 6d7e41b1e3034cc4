package dev.cairn.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a reader of figures must know to judge them. */
public final class Machine {
  private Machine() {}

  public static String description() throws IOException {
    return String.join(
        ", ",
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors() + " processors",
        processor());
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return "processor unknown";
    }
    return Files.readAllLines(info).stream()
        .filter(l -> l.startsWith("model name"))
        .map(l -> l.substring(l.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("processor unknown");
  }

  /**
   * The commit of the working directory's repository, and whether it stands alone: pages that were
   * written before this one don't count as changes.
   */
  public static String commit() throws IOException {
    String changes =
        git("status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)docs/results");
    return git("rev-parse", "HEAD") + (changes.isEmpty() ? "" : " with changes not committed");
  }

  private static String git(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
