package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.simulate.Availability.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Availability as text: a line {@code host,from,until} for each time at which a host was there, in
 * seconds from the trace's beginning. Empty lines, those that begin with {@code #}, and a heading
 * are passed over.
 */
public final class AvailabilityCsv {
  private AvailabilityCsv() {}

  /**
   * Reads it.
   *
   * @param source named in messages
   * @throws IllegalArgumentException one line that says what is wrong, and where
   */
  public static Availability parse(String source, List<String> lines) {
    Map<String, List<Span>> hosts = new TreeMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      String text = line.strip();
      if (text.isEmpty()
          || text.startsWith("#")
          || text.replace(" ", "").equals("host,from,until")) {
        continue;
      }
      try {
        row(text, hosts);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(source + ":" + number + ": " + e.getMessage(), e);
      }
    }
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          source + ": no host in it: it takes lines of host,from,until, in seconds");
    }
    try {
      return Availability.of(hosts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private static void row(String text, Map<String, List<Span>> hosts) {
    String[] cells = text.split(",", -1);
    if (cells.length != 3 || cells[0].isBlank()) {
      throw new IllegalArgumentException("'" + text + "' is not host,from,until");
    }
    Span span = new Span(millis(cells[1].strip()), millis(cells[2].strip()));
    hosts.computeIfAbsent(cells[0].strip(), h -> new ArrayList<>()).add(span);
  }

  private static long millis(String cell) {
    if (!cell.matches("[0-9]{1,10}(\\.[0-9]{1,9})?")) {
      throw new IllegalArgumentException("'" + cell + "' is no number of seconds");
    }
    return Math.round(Double.parseDouble(cell) * 1000);
  }
}
