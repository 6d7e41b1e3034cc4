package dev.cairn.snapshot.format;

import java.util.Comparator;
import java.util.List;

/**
 * How many objects of which class a snapshot holds, and how many bytes they take in it.
 *
 * @param rows biggest first, then by name
 */
public record Histogram(List<Row> rows) {
  /**
   * One class.
   *
   * @param className as {@link Class#getName} gives it
   * @param count objects
   * @param bytes in the snapshot, object types included
   */
  public record Row(String className, long count, long bytes) {}

  public Histogram {
    rows =
        rows.stream()
            .sorted(Comparator.comparingLong(Row::bytes).reversed().thenComparing(Row::className))
            .toList();
  }

  public long objects() {
    return rows.stream().mapToLong(Row::count).sum();
  }
}
