package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets points save alike: a local that is dead at one point, and saved at another which is
 * re-entered by the same stage, is pushed as zero or null instead of not at all. The clone then has
 * one sequence of pops for both, where it would have two that part at this local; with many calls
 * in a method that decides whether HotSpot compiles the clone. No dead value gets into a frame.
 */
final class UniformLocals {
  private UniformLocals() {}

  /** A local as it is saved at some point. */
  private record Saved(Stage last, int slot, VType type) {
    /** A record's own would be linked at its first use, at every start; so would its hash. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Saved s
          && s.slot == slot
          && s.last.equals(last)
          && s.type.equals(type);
    }

    @Override
    public int hashCode() {
      return (last.hashCode() * 31 + slot) * 31 + type.hashCode();
    }
  }

  /**
   * The states with such locals' sources changed.
   *
   * @param ways each point's stages
   * @param states each point's state
   */
  static List<State> of(List<List<Stage>> ways, List<State> states) {
    Set<Saved> saved = new HashSet<>();
    for (int i = 0; i < states.size(); i++) {
      State s = states.get(i);
      for (int slot = 0; slot < s.locals().size(); slot++) {
        if (s.localSources().get(slot).equals(Source.SAVED)) {
          saved.add(new Saved(last(ways.get(i)), slot, s.locals().get(slot)));
        }
      }
    }
    List<State> result = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      State s = states.get(i);
      List<Source> sources = new ArrayList<>(s.localSources());
      for (int slot = 0; slot < sources.size(); slot++) {
        if (sources.get(slot).equals(Source.DEFAULT)
            && saved.contains(new Saved(last(ways.get(i)), slot, s.locals().get(slot)))) {
          sources.set(slot, Source.ZERO);
        }
      }
      result.add(new State(s.locals(), sources, s.stack(), s.stackSources(), s.held()));
    }
    return result;
  }

  private static Stage last(List<Stage> way) {
    return way.isEmpty() ? Stage.ENTRY : way.get(way.size() - 1);
  }
}
