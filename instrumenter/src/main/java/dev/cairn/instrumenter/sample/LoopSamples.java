package dev.cairn.instrumenter.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Where a thread was each time that it was looked at. Not thread-safe. */
public final class LoopSamples {
  /**
   * A loop on a stack.
   *
   * @param depth frames of the program's own around the loop's
   * @param below between the root and the loop's frame: methods of the JDK, class initialisers,
   *     constructors that have not called {@code super(...)} yet
   */
  record Visit(ProgramLoop loop, int depth, List<String> below) {}

  private final ProgramLoops loops;
  private final Map<List<Visit>, Integer> paths = new LinkedHashMap<>();
  private int total;

  public LoopSamples(ProgramLoops loops) {
    this.loops = loops;
  }

  /**
   * Takes up one look at the thread.
   *
   * @param stack outermost frame first
   */
  public void add(List<SampledFrame> stack) {
    List<Visit> path = new ArrayList<>();
    TreeSet<String> below = new TreeSet<>();
    TreeSet<Integer> seen = new TreeSet<>(); // recursion: the outermost visit counts
    int depth = 0;
    for (int i = 0; i < stack.size(); i++) {
      SampledFrame frame = stack.get(i);
      if (!frame.application()) {
        if (depth > 0) {
          below.add(name(frame));
        }
        continue;
      }
      for (ProgramLoop loop : loops.around(frame)) {
        if (seen.add(loop.id())) {
          path.add(new Visit(loop, depth, List.copyOf(below)));
        }
      }
      depth++;
      if (i + 1 < stack.size() && loops.pins(frame, stack.get(i + 1))) {
        below.add(name(frame));
      }
    }
    paths.merge(List.copyOf(path), 1, Integer::sum);
    total++;
  }

  private static String name(SampledFrame frame) {
    return frame.className() + "." + frame.method();
  }

  /** How often the thread was looked at. */
  public int total() {
    return total;
  }

  /** How often each way from the outermost loop to the innermost was seen. */
  Map<List<Visit>, Integer> paths() {
    return Collections.unmodifiableMap(paths);
  }
}
