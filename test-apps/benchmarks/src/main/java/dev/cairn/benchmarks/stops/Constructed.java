package dev.cairn.benchmarks.stops;

import dev.cairn.annotations.Cairn;
import java.io.Serializable;

/** In a constructor. */
final class Constructed implements Stoppable {
  private static final long serialVersionUID = 1L;

  private static final class Made implements Serializable {
    private static final long serialVersionUID = 1L;

    final StringBuilder text = new StringBuilder();

    /* leads to a point */ Made(/* handed on */ ) {
      for (int i = 0; i < 5; i++) {
        text.append(i);
        Cairn.safePoint();
        text.append(".");
      }
    }
  }

  @Override
  public /* leads to a point */ String run(/* handed on */ ) {
    return new Made(/* hand on */ ).text.toString();
  }
}
