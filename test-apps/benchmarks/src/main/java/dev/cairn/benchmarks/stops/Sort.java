package dev.cairn.benchmarks.stops;

import dev.cairn.annotations.Cairn;
import java.util.ArrayList;
import java.util.List;

/** In a comparator, below a sort of the JDK. */
final class Sort implements Stoppable {
  private static final long serialVersionUID = 1L;

  @Override
  public /* leads to a point */ String run(/* handed on */ ) {
    StringBuilder text = new StringBuilder();
    List<Integer> list = new ArrayList<>(List.of(3, 1, 4, 0, 2));
    list.sort(
        (a, b) -> {
          text.append(a).append(b);
          Cairn.safePoint();
          text.append(".");
          return Integer.compare(a, b);
        });
    return text + " " + list;
  }
}
