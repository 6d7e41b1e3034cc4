package dev.cairn.benchmarks.stops;

import dev.cairn.annotations.Cairn;

/** Below a method that knows nothing of stops: no annotation, no parameter. */
final class Unmarked implements Stoppable {
  private static final long serialVersionUID = 1L;

  /** Of a library that nobody changes. */
  private static void fiveTimes(Runnable what) {
    for (int i = 0; i < 5; i++) {
      what.run();
    }
  }

  @Override
  public /* leads to a point */ String run(/* handed on */ ) {
    StringBuilder text = new StringBuilder();
    fiveTimes(
        () -> {
          text.append(text.length() / 2);
          Cairn.safePoint();
          text.append(".");
        });
    return text.toString();
  }
}
