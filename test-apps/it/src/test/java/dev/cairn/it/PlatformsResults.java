package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Platform;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was seen of moves between processors, written where people read it. Thread-safe. */
final class PlatformsResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/platforms.md");

  private final List<Platform> platforms;
  private final Map<String, String> moves = new TreeMap<>();
  private final List<String> rings = Collections.synchronizedList(new ArrayList<>());
  private final List<String> classes = Collections.synchronizedList(new ArrayList<>());

  PlatformsResults(List<Platform> platforms) {
    this.platforms = platforms;
  }

  synchronized void move(Platform from, Platform to, String result) {
    moves.put(from + ">" + to, result);
  }

  void ring(Job job, List<String> way, int compared) {
    rings.add(
        String.format(
            "| `%s` | %s | %d | identical |", job.title(), String.join(", ", way), compared));
  }

  void platformClass(Platform to, String named) {
    classes.add(String.format("| %s | %s |", to, named));
  }

  synchronized void write(Job paired, Platform saved) throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# Moves between processors\n\n");
    b.append("Written by `mvn -B verify -Pplatforms` (`PlatformsIT`); not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- seed: ").append(Seed.VALUE).append(" (`-Dcairn.seed=`)\n\n");
    b.append("| platform | Java |\n|---|---|\n");
    platforms.forEach(p -> b.append(String.format("| %s | %s |%n", p, p.jdk().version())));
    b.append("\nOther processors are emulated by qemu-user, as `test-apps/it/foreign-jres` sets");
    b.append(" them up; i386 interprets only,\nunless the kernel runs its programs itself;");
    b.append(" `i386-x87` is `-XX:UseSSE=0`: all floating point on the x87 unit.\n\n");
    b.append("## Saved on each, resumed on each\n\n`").append(paired.title());
    b.append("`, which calls every function of `Math`. The line is where it was saved, the column");
    b.append(" where it went on.\n*identical*: output and exit code are those of a run on ");
    b.append(saved).append(" that nobody stopped.\n\n| |");
    platforms.forEach(p -> b.append(' ').append(p).append(" |"));
    b.append("\n|---|").append("---|".repeat(platforms.size())).append('\n');
    for (Platform from : platforms) {
      b.append("| **").append(from).append("** |");
      for (Platform to : platforms) {
        String cell = from.equals(to) ? "" : moves.getOrDefault(from + ">" + to, "**failed**");
        b.append(' ').append(cell).append(" |");
      }
      b.append('\n');
    }
    b.append("\nThe snapshots that were saved have the same state digest on all, and are the");
    b.append(" same byte for byte among runtimes of one\nrelease, but for the section HOST, the");
    b.append(" options of the JVM, and identity hashes.\n\n");
    b.append("## From one to the next\n\nA stop on each; state digest and content are compared");
    b.append(" with those of a run on one platform.\n\n");
    b.append("| job | way | snapshots compared | result |\n|---|---|--:|---|\n");
    rings.stream().sorted().forEach(r -> b.append(r).append('\n'));
    b.append("\n## With `math=platform`\n\nSaved on ").append(saved);
    b.append("; another platform class refuses it, and names the functions that differ.\n\n");
    b.append("| platform | functions |\n|---|---|\n");
    classes.stream().sorted().forEach(r -> b.append(r).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
