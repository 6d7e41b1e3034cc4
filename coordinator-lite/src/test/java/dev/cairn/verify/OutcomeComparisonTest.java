package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeComparisonTest {
  @TempDir Path folder;
  private int number;

  private final OutcomeComparison comparison = new OutcomeComparison(false, List.of());
  private final OutcomeComparison strict = new OutcomeComparison(true, List.of());

  @Test
  void findsNothingWhereAllIsTheSame() throws IOException {
    assertThat(
            strict.firstDifference(
                outcome(3, "a\nb\n", "cairn: resumed\nx\n", Map.of("f", "1")),
                outcome(3, "a\nb\n", "x\ncairn: done\n", Map.of("f", "1"))))
        .isEmpty();
  }

  /** The job had written half a line when the agent spoke. */
  @Test
  void leavesOutTheAgentsWordsWithinALine() throws IOException {
    Outcome whole = outcome(0, "", "10 11 12\n13\n", Map.of());
    assertThat(
            strict.firstDifference(
                whole, outcome(0, "", "10 11 cairn: stopped\ncairn: resumed\n12\n13\n", Map.of())))
        .isEmpty();
    assertThat(strict.firstDifference(whole, outcome(0, "", "10 11 12\n13cairn: done\n", Map.of())))
        .isEmpty();
    assertThat(
            strict.firstDifference(whole, outcome(0, "", "10 cairn: stopped\n12\n13\n", Map.of())))
        .contains("stderr line 1: \"10 11 12\" != \"10 12\"");
  }

  @Test
  void namesTheExitCode() throws IOException {
    assertThat(
            comparison.firstDifference(
                outcome(0, "a", "", Map.of()), outcome(1, "b", "", Map.of())))
        .contains("exit code 0 != 1");
  }

  @Test
  void namesTheLine() throws IOException {
    assertThat(
            comparison.firstDifference(
                outcome(0, "a\nb\nc\n", "", Map.of()), outcome(0, "a\nB\u0001\nc\n", "", Map.of())))
        .contains("stdout line 2: \"b\" != \"B?\"");
    assertThat(
            comparison.firstDifference(
                outcome(0, "a\n", "", Map.of()), outcome(0, "a\nb\n", "", Map.of())))
        .contains("stdout line 2: (end) != \"b\"");
  }

  @Test
  void leavesOutLinesThatDoNotCount() throws IOException {
    OutcomeComparison lenient =
        new OutcomeComparison(false, List.of(Pattern.compile("memory \\d")));
    Outcome one = outcome(0, "a\nfree memory 12\nb\n", "", Map.of());
    assertThat(lenient.firstDifference(one, outcome(0, "a\nfree memory 9\nb\n", "", Map.of())))
        .isEmpty();
    assertThat(lenient.firstDifference(one, outcome(0, "a\nfree memory ?\nb\n", "", Map.of())))
        .isNotEmpty();
    assertThat(lenient.firstDifference(one, outcome(0, "a\nfree memory 9\nc\n", "", Map.of())))
        .isNotEmpty();
  }

  @Test
  void seesBytesThatAreNoLine() throws IOException {
    assertThat(
            comparison.firstDifference(
                outcome(0, "a\n", "", Map.of()), outcome(0, "a\r\n", "", Map.of())))
        .contains("stdout differs at byte 1");
  }

  @Test
  void tellsBytesApartThatAreNoText() throws IOException {
    assertThat(
            comparison.firstDifference(
                outcome(0, "\u00ff\n", "", Map.of()), outcome(0, "\u00fe\n", "", Map.of())))
        .contains("stdout line 1: \"\u00ff\" != \"\u00fe\"");
  }

  @Test
  void comparesErrorsOnlyWhereTold() throws IOException {
    Outcome a = outcome(0, "", "x\n", Map.of());
    Outcome b = outcome(0, "", "y\n", Map.of());

    assertThat(comparison.firstDifference(a, b)).isEmpty();
    assertThat(strict.firstDifference(a, b)).contains("stderr line 1: \"x\" != \"y\"");
  }

  @Test
  void namesTheFile() throws IOException {
    assertThat(
            comparison.firstDifference(
                outcome(0, "", "", Map.of("a", "1", "b", "2")),
                outcome(0, "", "", Map.of("a", "1", "c", "2"))))
        .contains("file b: 2 != missing");
  }

  private Outcome outcome(int exit, String out, String err, Map<String, String> files)
      throws IOException {
    number++;
    return new Outcome(
        exit,
        Files.writeString(folder.resolve("out" + number), out, StandardCharsets.ISO_8859_1),
        Files.writeString(folder.resolve("err" + number), err, StandardCharsets.ISO_8859_1),
        new TreeMap<>(files));
  }
}
