package dev.cairn.benchmarks.overview;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one page tells in short, read from its text.
 *
 * @param command that makes it
 * @param commit that it was made of
 * @param goals its lines that say met or missed
 * @param cellsMet cells of its tables that say met
 * @param cellsMissed cells of its tables that say missed
 * @param plots its pictures, as the page shows them
 */
record PageSummary(
    String title,
    String command,
    String commit,
    List<String> goals,
    long cellsMet,
    long cellsMissed,
    List<String> plots) {
  private static final Pattern TITLE = Pattern.compile("^# (.+)$", Pattern.MULTILINE);
  private static final Pattern COMMAND =
      Pattern.compile("^Written by `([^`]+)`", Pattern.MULTILINE);
  private static final Pattern COMMIT = Pattern.compile("^- commit: (.+)$", Pattern.MULTILINE);
  private static final Pattern PLOT = Pattern.compile("^!\\[.*]\\(.+\\.svg\\)$");
  private static final String MISSED = "**missed**";
  private static final Pattern MET = Pattern.compile("\\bmet\\b");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it has not the head that every page has
   */
  static PageSummary of(String text) {
    List<String> lines = text.lines().toList();
    List<String> cells =
        lines.stream()
            .filter(l -> l.startsWith("| "))
            .flatMap(l -> Pattern.compile("\\|").splitAsStream(l))
            .filter(PageSummary::judged)
            .toList();
    return new PageSummary(
        first(TITLE, text),
        first(COMMAND, text),
        first(COMMIT, text),
        lines.stream().filter(l -> l.startsWith("- ") && judged(l)).toList(),
        cells.stream().filter(c -> !c.contains(MISSED)).count(),
        cells.stream().filter(c -> c.contains(MISSED)).count(),
        lines.stream().filter(PLOT.asMatchPredicate()).toList());
  }

  private static boolean judged(String line) {
    return line.contains(MISSED) || MET.matcher(line).find();
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return Optional.of(matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1))
        .orElseThrow(
            () -> new IllegalArgumentException("no " + pattern + " in this page: " + text));
  }
}
