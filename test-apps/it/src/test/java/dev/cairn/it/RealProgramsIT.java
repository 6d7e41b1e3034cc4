package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs of others under {@code cairn verify}, on each JDK alone and across all, with all their
 * outermost loops and with those that {@code cairn loops} proposes: writes
 * docs/results/programs.md, a row as soon as it is known.
 */
@Tag("programs")
class RealProgramsIT {
  private static final int STOPS = Integer.getInteger("cairn.programs.stops", 30);
  private static final String WATCHED = "15s";
  private static final RealProgramsResults RESULTS = new RealProgramsResults(STOPS);

  @TempDir static Path inputs;

  @TempDir Path folder;

  static List<RealPrograms> programs() throws IOException {
    return RealPrograms.chosen(inputs);
  }

  static Stream<Arguments> verified() throws IOException {
    List<List<Jdk>> where = new ArrayList<>();
    Jdk.all().forEach(jdk -> where.add(List.of(jdk)));
    if (where.size() > 1) {
      where.add(Jdk.all());
    }
    return programs().stream()
        .flatMap(p -> where.stream().map(jdks -> Arguments.of(p, jdks, names(jdks))));
  }

  private static String names(List<Jdk> jdks) {
    return jdks.stream()
        .map(j -> Integer.toString(j.feature()))
        .collect(Collectors.joining(" and "));
  }

  @ParameterizedTest(name = "{0} on {2}")
  @MethodSource("verified")
  void identical(RealPrograms program, List<Jdk> jdks, String where) throws IOException {
    verify(program, jdks, where);
  }

  /** What is proposed after a look at the program is as good as all its outermost loops. */
  @ParameterizedTest
  @MethodSource("programs")
  void identicalWithTheProposedLoops(RealPrograms program) throws IOException {
    Outcome watched =
        new Command(program.ready(folder.resolve("watched")))
            .run("loops", "--for", WATCHED, Command.javaArguments(program.longer()));
    verify(program.withLoops(Command.proposedLoops(watched)), Jdk.all(), names(Jdk.all()));
  }

  private void verify(RealPrograms program, List<Jdk> jdks, String where) throws IOException {
    List<Object> words = new ArrayList<>(List.of("verify", "--stops", STOPS));
    words.addAll(List.of("--seed", Seed.VALUE, "--timeout", "10m"));
    jdks.forEach(jdk -> words.addAll(List.of("--jvm", jdk.java())));
    program.files().forEach(f -> words.addAll(List.of("--file", f)));
    program.except().forEach(e -> words.addAll(List.of("--except", e)));
    program.exceptLines().forEach(e -> words.addAll(List.of("--except-lines", e)));
    words.add(Command.loops(program.job()));
    words.add(Command.javaArguments(program.job()));
    RealProgramsResults.Row row = RESULTS.verified(program, where);
    Outcome o = new Command(folder).waiting(Duration.ofHours(1)).run(words.toArray());
    List<String> lines = o.out().lines().toList();
    row.verdict(lines.isEmpty() ? "no answer" : lines.get(lines.size() - 1));
    RESULTS.write();
    o.assertExit(0);
    assertThat(row.line()).contains("identical");
  }
}
