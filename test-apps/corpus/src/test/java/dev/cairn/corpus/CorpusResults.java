package dev.cairn.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of each jar, written where people read it. Thread-safe. */
final class CorpusResults {
  private final Map<String, Map<Integer, Tally>> jars = new TreeMap<>();

  synchronized void add(Path jar, int release, Tally tally) {
    jars.computeIfAbsent(String.valueOf(jar.getFileName()), j -> new TreeMap<>())
        .put(release, tally);
    tally.beginningWith(Tally.DEFECT).keySet().forEach(d -> System.out.println(release + " " + d));
  }

  /** Of all jars on all releases. */
  synchronized Tally total() {
    Tally total = new Tally();
    jars.values().forEach(m -> m.values().forEach(total::add));
    return total;
  }

  synchronized void write(Path root) throws IOException {
    TreeSet<Integer> releases = new TreeSet<>();
    jars.values().forEach(m -> releases.addAll(m.keySet()));
    StringBuilder b = new StringBuilder();
    b.append("# Other people's jars, woven\n\n");
    b.append(
        "Written by `mvn -B verify -Pcorpus -pl test-apps/corpus -am`; not edited by hand.\n\n");
    b.append("- commit: ").append(commit(root)).append('\n');
    b.append("- machine: ").append(System.getProperty("os.name")).append(' ');
    b.append(System.getProperty("os.arch")).append("\n- JDK: ").append(releases).append("\n\n");
    b.append(
        "Each class of each jar is woven as `auto` would if every method were reached outside\n");
    b.append(
        "of a loop, loaded and linked with `-Xverify:all`. Where the JVM rejects it, or its\n");
    b.append("dependencies aren't there, the plain class is tried: *plain fails too*.\n\n");
    b.append("| jar | classes | methods woven | refused |");
    releases.forEach(r -> b.append(" verified on ").append(r).append(" | plain fails too |"));
    b.append(" defects |\n|---|--:|--:|--:|").append("--:|--:|".repeat(releases.size()));
    b.append("--:|\n");
    jars.forEach((jar, byRelease) -> b.append(row(jar, byRelease)));
    Map<Integer, Tally> all = new TreeMap<>();
    jars.values()
        .forEach(m -> m.forEach((r, t) -> all.computeIfAbsent(r, x -> new Tally()).add(t)));
    b.append(row("**" + jars.size() + " jars**", all));
    b.append("\n## What was refused\n\n| reason | methods |\n|---|--:|\n");
    Tally first = all.get(releases.first());
    if (first != null) {
      first.beginningWith(Tally.REFUSED).entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .forEach(
              e ->
                  b.append("| ")
                      .append(e.getKey())
                      .append(" | ")
                      .append(e.getValue())
                      .append(" |\n"));
    }
    Files.writeString(root.resolve("docs/results/corpus.md"), b);
  }

  private static String row(String jar, Map<Integer, Tally> byRelease) {
    List<String> cells = new ArrayList<>(List.of(jar));
    Tally any = byRelease.values().iterator().next();
    int methods = any.of(Tally.METHODS);
    int refused = any.sumOf(Tally.REFUSED);
    cells.add(number(any.of(Tally.CLASSES)));
    cells.add(number(methods - refused));
    cells.add(
        methods == 0
            ? "0"
            : String.format(Locale.ROOT, "%,d (%.2f %%)", refused, 100.0 * refused / methods));
    int defects = 0;
    for (Tally t : byRelease.values()) {
      cells.add(number(t.of(Tally.VERIFIED)));
      cells.add(number(t.sumOf(Tally.PLAIN_FAILS)));
      defects += t.sumOf(Tally.DEFECT);
    }
    cells.add(number(defects));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String number(int n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String commit(Path root) throws IOException {
    String changes = git(root, "status", "--porcelain", "--untracked-files=no");
    return git(root, "rev-parse", "HEAD")
        + (changes.isEmpty() ? "" : " with changes not committed");
  }

  private static String git(Path root, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process p = new ProcessBuilder(command).directory(root.toFile()).start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
