package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationsTest {
  @TempDir Path dir;

  @Test
  void ordersByNumberAndPassesOverOtherFiles() throws IOException {
    for (String name :
        new String[] {
          "gen-100000000.cairn",
          "gen-00000010.cairn",
          "gen-00000009.cairn",
          ".gen-00000011.cairn.tmp",
          "gen-x.cairn",
          "cairn.lock"
        }) {
      Files.createFile(dir.resolve(name));
    }

    assertThat(Generations.in(dir))
        .extracting(p -> Generations.number(p).orElseThrow())
        .containsExactly(9L, 10L, 100_000_000L);
    assertThat(Generations.newest(dir)).contains(dir.resolve("gen-100000000.cairn"));
  }

  @Test
  void findsJobsDirectories() throws IOException {
    Path a = Files.createDirectory(dir.resolve("a"));
    Path b = Files.createDirectory(dir.resolve("b"));
    Files.createDirectory(dir.resolve("c"));
    Files.createFile(a.resolve("cairn.lock"));
    Files.createFile(b.resolve("done.json"));

    assertThat(Generations.jobs(dir)).containsExactly(a, b);
    assertThat(Generations.jobs(a)).containsExactly(a);
    assertThat(Generations.jobs(dir.resolve("none"))).isEmpty();
    assertThat(Generations.newest(a)).isEmpty();
  }
}
