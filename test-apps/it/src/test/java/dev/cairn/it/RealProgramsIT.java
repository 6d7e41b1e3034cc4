package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Seed;
import dev.cairn.workloads.Formula;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of others under {@code cairn verify}: writes docs/results/real-programs.md. */
@Tag("programs")
class RealProgramsIT {
  private static final int STOPS = Integer.getInteger("cairn.programs.stops", 30);
  private static final RealProgramsResults RESULTS = new RealProgramsResults(STOPS);

  @TempDir static Path inputs;

  @TempDir Path folder;

  static List<RealPrograms> programs() throws IOException {
    Path formula = inputs.resolve("formula.cnf");
    Formula.main(new String[] {formula.toString(), "150", "639", "5"});
    return RealPrograms.all(formula);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void identical(RealPrograms program) {
    List<Object> words = new ArrayList<>(List.of("verify", "--stops", STOPS));
    words.addAll(List.of("--seed", Seed.VALUE, "--timeout", "10m"));
    for (Jdk jdk : Jdk.all()) {
      words.addAll(List.of("--jvm", jdk.java()));
    }
    program.files().forEach(f -> words.addAll(List.of("--file", f)));
    program.except().forEach(e -> words.addAll(List.of("--except", e)));
    program.exceptLines().forEach(e -> words.addAll(List.of("--except-lines", e)));
    words.add(Command.loops(program.job()));
    words.add(Command.javaArguments(program.job()));
    RealProgramsResults.Row row = RESULTS.row(program);
    Outcome o = new Command(folder).waiting(Duration.ofHours(1)).run(words.toArray());
    List<String> lines = o.out().lines().toList();
    row.verdict(lines.isEmpty() ? "no answer" : lines.get(lines.size() - 1));
    o.assertExit(0);
    assertThat(row.line()).contains("identical");
  }

  @AfterAll
  static void write() throws IOException {
    Files.createDirectories(RealProgramsResults.FILE.getParent());
    RESULTS.write();
  }
}
