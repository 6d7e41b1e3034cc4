package dev.cairn.benchmarks.stops;

import dev.cairn.annotations.Cairn;
import java.util.ArrayList;
import java.util.List;

/** Below the loop of a list of the JDK. */
final class ForEach implements Stoppable {
  private static final long serialVersionUID = 1L;

  @Override
  public /* leads to a point */ String run(/* handed on */ ) {
    StringBuilder text = new StringBuilder();
    List<Integer> list = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    list.forEach(
        i -> {
          text.append(i);
          Cairn.safePoint();
          text.append(".");
        });
    return text.toString();
  }
}
