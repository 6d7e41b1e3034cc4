package dev.cairn.benchmarks.abilities;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.Scratch;
import dev.cairn.launch.AgentJar;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code Abilities REPORT PEERS}: tries what Cairn and its peers can and can't do, and writes what
 * came of it.
 */
public final class Abilities {
  private Abilities() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Abilities REPORT PEERS");
      System.exit(64);
    }
    List<Jdk> jdks = Page.jdks();
    Page page = new Page("What Cairn and its peers can and can't do, as seen", "abilities", jdks);
    page.line("");
    page.line(
        "Each cell is what came of a run: *same* where the result is that of a run that nobody");
    page.line("disturbed; **another** result, and which; **no** and what was thrown or said.");
    try (Scratch scratch = Scratch.create()) {
      CairnRun cairn = new CairnRun(AgentJar.find(System.getenv()), scratch.folder());
      new HardStops(page, cairn, Path.of(args[1]), jdks).tables();
      Copies.table(page, cairn, List.of(Family.values()));
    }
    page.write(Path.of(args[0]));
  }
}
