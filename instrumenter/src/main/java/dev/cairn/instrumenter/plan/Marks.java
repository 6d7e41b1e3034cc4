package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.Loop;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects marked loops; a loop marked twice keeps the first reason, and a counter once named. */
final class Marks {
  private final SortedMap<MethodRef, SortedMap<Integer, MarkedLoop>> loops = new TreeMap<>();

  void add(MethodRef method, Loop loop, int counterSlot, String why) {
    loops
        .computeIfAbsent(method, m -> new TreeMap<>())
        .merge(
            loop.ordinal(),
            new MarkedLoop(method.key(), loop.ordinal(), loop.line(), counterSlot, why),
            (a, b) ->
                a.counterSlot() >= 0
                    ? a
                    : new MarkedLoop(a.method(), a.ordinal(), a.line(), b.counterSlot(), a.why()));
  }

  boolean isEmpty() {
    return loops.isEmpty();
  }

  SortedSet<MethodRef> methods() {
    return new TreeSet<>(loops.keySet());
  }

  /** By class. */
  SortedMap<String, SortedSet<MarkedLoop>> byClass() {
    SortedMap<String, SortedSet<MarkedLoop>> result = new TreeMap<>();
    loops.forEach(
        (method, marked) ->
            result.computeIfAbsent(method.owner(), c -> new TreeSet<>()).addAll(marked.values()));
    return result;
  }
}
