package dev.cairn.benchmarks.stops;

import dev.cairn.annotations.Cairn;

/** Inside a synchronized block. */
final class Locked implements Stoppable {
  private static final long serialVersionUID = 1L;

  @Override
  public /* leads to a point */ String run(/* handed on */ ) {
    StringBuilder text = new StringBuilder();
    synchronized (this) {
      for (int i = 0; i < 5; i++) {
        text.append(i);
        Cairn.safePoint();
        text.append(Thread.holdsLock(this) ? "." : "?");
      }
    }
    return text.toString();
  }
}
