package dev.cairn.benchmarks.stops;

import dev.cairn.annotations.Cairn;

/** A loop, which all can. */
final class Loop implements Stoppable {
  private static final long serialVersionUID = 1L;

  @Override
  public /* leads to a point */ String run(/* handed on */ ) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      text.append(i);
      Cairn.safePoint();
      text.append(".");
    }
    return text.toString();
  }
}
