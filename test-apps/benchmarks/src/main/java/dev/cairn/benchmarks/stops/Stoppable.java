package dev.cairn.benchmarks.stops;

import java.io.Serializable;

/** A program that comes to a point again and again. */
public interface Stoppable extends Serializable {
  /** What it computed; code that ran twice or not at all shows in it. */
  /* leads to a point */ String run(/* handed on */ );
}
