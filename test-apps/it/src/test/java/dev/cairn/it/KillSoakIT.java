package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs of others, one after the other for an hour ({@code -Dcairn.soak.minutes}), killed every
 * 5 to 20 seconds and resumed: writes docs/results/kill-soak.md.
 */
@Tag("kill-soak")
class KillSoakIT {
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("cairn.soak.minutes", 60));

  @TempDir Path folder;

  @Test
  void killedAndResumedAllTheTime() throws IOException {
    Random random = Seed.random("KillSoakIT");
    KillSchedule schedule = new KillSchedule(random);
    List<SoakedProgram> programs = new ArrayList<>();
    for (RealPrograms p : RealPrograms.all(folder)) {
      programs.add(
          new SoakedProgram(p, folder.resolve("program-" + programs.size()), random, schedule));
    }
    long end = System.nanoTime() + LENGTH.toNanos();
    try {
      for (int i = 0; i < programs.size() || System.nanoTime() < end; i++) { // each once at least
        programs.get(i % programs.size()).live();
      }
    } finally {
      SoakedProgram.write(programs, LENGTH);
    }
    assertThat(programs).allMatch(p -> p.lives() > 0, "has come to its end once");
  }
}
