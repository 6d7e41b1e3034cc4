package dev.cairn.benchmarks.stops;

import dev.cairn.annotations.Cairn;
import java.lang.reflect.Method;

/** In a method that is called by reflection. */
final class Reflected implements Stoppable {
  private static final long serialVersionUID = 1L;

  public /* leads to a point */ String loop(/* handed on */ ) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      text.append(i);
      Cairn.safePoint();
      text.append(".");
    }
    return text.toString();
  }

  @Override
  public /* leads to a point */ String run(/* handed on */ ) {
    try {
      Method loop = Reflected.class.getMethod("loop" /* of what is handed on */);
      return (String) loop.invoke(this /* and hand on */);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
