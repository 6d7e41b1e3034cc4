package dev.cairn.instrumenter.sample;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loop of a program that is watched.
 *
 * @param id what its passes are counted under, from 0; also its place among all loops met
 * @param owner the class, with dots
 * @param method the method's name
 * @param line the source line of its header, or -1
 * @param depth 0 for an outermost loop of its method
 * @param lines all lines on which it has code; empty where the class tells none
 * @param specification how {@code loops=} names it, or null where it can't be told from others
 * @param notMarkable why no safe point can stand at its latch, or null where one can
 */
record ProgramLoop(
    int id,
    String owner,
    String method,
    int line,
    int depth,
    Set<Integer> lines,
    @Nullable String specification,
    @Nullable String notMarkable) {

  ProgramLoop {
    lines = Set.copyOf(lines);
  }

  /** {@code com.acme.Main.run:12}. */
  String place() {
    return owner + "." + method + (line < 0 ? "" : ":" + line);
  }
}
