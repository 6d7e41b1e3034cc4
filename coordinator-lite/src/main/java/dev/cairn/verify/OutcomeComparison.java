package dev.cairn.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the first thing in which two runs' outcomes differ. */
final class OutcomeComparison {
  private static final int SHOWN = 120;

  private final boolean withErrors;
  private final List<Pattern> except;

  /**
   * @param withErrors whether standard error counts too, but for lines of the agent and the JVM
   * @param except what lines have in them that don't count
   */
  OutcomeComparison(boolean withErrors, List<Pattern> except) {
    this.withErrors = withErrors;
    this.except = List.copyOf(except);
  }

  /** Exit code, then standard output, then files; one line, {@code expected} named first. */
  Optional<String> firstDifference(Outcome expected, Outcome actual) throws IOException {
    if (expected.exit() != actual.exit()) {
      return Optional.of("exit code " + expected.exit() + " != " + actual.exit());
    }
    Optional<String> found =
        firstLine("stdout", lines(expected.out(), false), lines(actual.out(), false));
    if (found.isEmpty() && except.isEmpty() && Files.mismatch(expected.out(), actual.out()) >= 0) {
      found = Optional.of("stdout differs at byte " + Files.mismatch(expected.out(), actual.out()));
    }
    if (found.isEmpty() && withErrors) {
      found = firstLine("stderr", lines(expected.err(), true), lines(actual.err(), true));
    }
    return found.isPresent() ? found : firstFile(expected.files(), actual.files());
  }

  private static Optional<String> firstLine(String what, Lines a, Lines b) throws IOException {
    try (a;
        b) {
      for (long number = 1; ; number++) {
        String x = a.next();
        String y = b.next();
        if (x == null && y == null) {
          return Optional.empty();
        }
        if (x == null || !x.equals(y)) {
          return Optional.of(what + " line " + number + ": " + quoted(x) + " != " + quoted(y));
        }
      }
    }
  }

  private static Optional<String> firstFile(
      SortedMap<String, String> a, SortedMap<String, String> b) {
    TreeSet<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      String x = a.getOrDefault(name, "missing");
      String y = b.getOrDefault(name, "missing");
      if (!x.equals(y)) {
        return Optional.of("file " + name + ": " + x + " != " + y);
      }
    }
    return Optional.empty();
  }

  private static String quoted(@Nullable String line) {
    if (line == null) {
      return "(end)";
    }
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }

  private Lines lines(Path file, boolean jobOnly) throws IOException {
    // One byte, one char: what is no valid UTF-8 must not compare equal by replacement.
    return new Lines(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1), jobOnly, except);
  }

  /** The lines of a stream, without those that aren't the job's or don't count. */
  private record Lines(BufferedReader reader, boolean jobOnly, List<Pattern> except)
      implements AutoCloseable {
    private static final String AGENT = "cairn: ";

    @Nullable String next() throws IOException {
      String line = read();
      while (line != null && isExcepted(line)) {
        line = read();
      }
      return line;
    }

    /** A line; one in which the agent spoke goes on after that. */
    private @Nullable String read() throws IOException {
      StringBuilder begun = new StringBuilder();
      String line = reader.readLine();
      while (jobOnly && line != null && (isHosts(line) || line.contains(AGENT))) {
        if (!isHosts(line)) {
          begun.append(line, 0, line.indexOf(AGENT));
        }
        line = reader.readLine();
      }
      return begun.isEmpty() ? line : line == null ? begun.toString() : begun + line;
    }

    private boolean isExcepted(String line) {
      return except.stream().anyMatch(p -> p.matcher(line).find());
    }

    private static boolean isHosts(String line) {
      return line.startsWith(AGENT)
          || line.startsWith("OpenJDK 64-Bit Server VM warning:")
          || line.startsWith("Java HotSpot(TM) 64-Bit Server VM warning:")
          || line.startsWith("Picked up ");
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
