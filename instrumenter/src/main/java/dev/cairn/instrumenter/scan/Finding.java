package dev.cairn.instrumenter.scan;

import java.util.Comparator;

/**
 * A place where a job's code asks for what could part two runs.
 *
 * @param source what it asks for
 * @param className internal name
 * @param method name and descriptor as written
 * @param line source line, or -1
 * @param what it does there: {@code System.getenv("HOME")}
 */
public record Finding(Source source, String className, String method, int line, String what)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::source)
          .thenComparing(Finding::className)
          .thenComparing(Finding::method)
          .thenComparingInt(Finding::line)
          .thenComparing(Finding::what);

  /** With dots. */
  public String dottedClass() {
    return className.replace('/', '.');
  }

  /** One line: {@code com.acme.Main#run:12: System.nanoTime()}. */
  public String place() {
    String at = line < 0 ? method : method.substring(0, method.indexOf('(')) + ":" + line;
    return dottedClass() + "#" + at + ": " + what;
  }

  /** By source, in the table's order, then by class, method and line. */
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
