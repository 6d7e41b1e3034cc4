package dev.cairn.verify;

import dev.cairn.launch.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * One leg of the chain, before it is run.
 *
 * @param from the safe point it goes on from, 0 for C0
 * @param to the safe point it is to stop at; of the last leg, the run's last one
 * @param last whether it runs to the end instead
 * @param variant the JVM
 */
record LegPlan(long from, long to, boolean last, JvmVariant variant) {
  /** How many times slower the interpreter is. */
  static final int INTERPRETER_FACTOR = 30;

  /**
   * The whole chain: one leg to each stop, and one to the end. Pure.
   *
   * @param stops ascending
   * @param total safe points of the whole run
   * @param shortLeg whether a leg of so many safe points may run in the interpreter
   */
  static List<LegPlan> chain(long[] stops, long total, VariantDeck deck, LongPredicate shortLeg) {
    List<LegPlan> legs = new ArrayList<>();
    long from = 0;
    for (int k = 0; k <= stops.length; k++) {
      boolean last = k == stops.length;
      long to = last ? total : stops[k];
      legs.add(new LegPlan(from, to, last, deck.deal(shortLeg.test(to - from))));
      from = to;
    }
    return legs;
  }

  /**
   * The same chain where the stops could be had elsewhere: each JVM stops where its own could. Of
   * two at one safe point the first stays. Pure.
   *
   * @param had where, by the JDK and the safe point planned; none where it was not to be had
   */
  static List<LegPlan> moved(List<LegPlan> chain, Map<Jdk, HadStops> had) {
    SortedMap<Long, JvmVariant> stops = new TreeMap<>();
    List<LegPlan> moved = new ArrayList<>();
    for (LegPlan leg : chain) {
      if (!leg.last) {
        HadStops of = had.get(leg.variant.jdk());
        Long to = of == null ? null : of.had().get(leg.to);
        if (to != null) {
          stops.putIfAbsent(to, leg.variant);
        }
      }
    }
    long from = 0;
    for (Map.Entry<Long, JvmVariant> stop : stops.entrySet()) {
      moved.add(new LegPlan(from, stop.getKey(), false, stop.getValue()));
      from = stop.getKey();
    }
    LegPlan end = chain.get(chain.size() - 1);
    moved.add(new LegPlan(from, end.to, true, end.variant));
    return moved;
  }
}
