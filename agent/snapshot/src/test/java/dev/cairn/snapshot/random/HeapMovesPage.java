package dev.cairn.snapshot.random;

import dev.cairn.snapshot.Jvms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was seen of heaps that move between JVMs, written where people read it. */
final class HeapMovesPage {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private final List<JvmVariant> variants;
  private final long seed;
  private final Map<String, String> seen = new HashMap<>();

  HeapMovesPage(List<JvmVariant> variants, long seed) {
    this.variants = variants;
    this.seed = seed;
  }

  /** What one JVM found in what another had written. */
  void cell(JvmVariant reader, JvmVariant writer, String found) {
    seen.put(reader + " < " + writer, found);
  }

  void write() throws IOException {
    StringBuilder b = new StringBuilder("# Heaps that move between JVMs\n\n");
    b.append("Written by `mvn -B -Pheap-moves -pl agent/snapshot -am test` (`MovedGraphTest`);");
    b.append(" not edited by hand.\n\n");
    String changes = command("git", "status", "--porcelain", "--untracked-files=no");
    b.append("- commit: ").append(command("git", "rev-parse", "HEAD"));
    b.append(changes.isEmpty() ? "\n" : " with changes not committed\n");
    b.append("- machine: ").append(System.getProperty("os.name")).append(' ');
    b.append(System.getProperty("os.arch")).append(", ");
    b.append(Runtime.getRuntime().availableProcessors()).append(" processors\n");
    b.append("- JDKs: ");
    for (int release : variants.stream().mapToInt(JvmVariant::release).distinct().toArray()) {
      b.append(release == variants.get(0).release() ? "" : ", ").append(version(release));
    }
    b.append("\n- seed: ").append(seed).append(" (`-Dcairn.seed=`)\n\n");
    b.append(MovedGraphs.GRAPHS)
        .append(" random graphs (`RandomGraph`) were written in each JVM; a JVM");
    b.append(
        " of each kind restored what each of them had\nwritten, made the same graphs from the");
    b.append(" seed itself, and compared them object by object and field by field\n");
    b.append("(`Isomorphism`), identity hashes among it. *same*: no difference in any.\n\n");
    b.append("| it reads what these wrote: |");
    for (int i = 1; i <= variants.size(); i++) {
      b.append(' ').append(i).append(" |");
    }
    b.append("\n|---|").append("---|".repeat(variants.size())).append('\n');
    for (int i = 0; i < variants.size(); i++) {
      row(b, i + 1, variants.get(i));
    }
    Files.writeString(ROOT.resolve("docs/results/heap-moves.md"), b);
  }

  private void row(StringBuilder b, int number, JvmVariant reader) {
    b.append("| ").append(number).append(" `").append(reader).append("` |");
    for (JvmVariant writer : variants) {
      boolean same = MovedGraphs.SAME.equals(seen.get(reader + " < " + writer));
      b.append(same ? " same |" : " **differs** |");
    }
    b.append('\n');
  }

  private static String version(int release) throws IOException {
    Path home = Jvms.ofRelease(release).orElseThrow();
    return command(home.resolve("bin/java").toString(), "--version").lines().toList().get(1);
  }

  private static String command(String... words) throws IOException {
    Process p =
        new ProcessBuilder(words)
            .directory(ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
