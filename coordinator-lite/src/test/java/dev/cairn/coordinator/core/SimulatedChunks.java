package dev.cairn.coordinator.core;

import java.util.HashSet;
import java.util.Set;

/**
 * The coordinator's disk for jobs' files. What is being written stands aside until it is whole, and
 * what nobody needs goes in two rounds.
 */
final class SimulatedChunks {
  private final Set<String> aside = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Set<String> torn = new HashSet<>();
  private Set<String> unneeded = new HashSet<>();

  /** Whether files are there; who asks will want them. */
  boolean has(String files) {
    unneeded.remove(files);
    return named.contains(files);
  }

  void begin(String files) {
    unneeded.remove(files);
    aside.add(files);
  }

  void written(String files) {
    aside.remove(files);
    torn.remove(files);
    named.add(files);
  }

  /** The coordinator died: of what it was writing half is there. */
  void tear() {
    torn.addAll(aside);
    aside.clear();
  }

  boolean isWhole(String files) {
    return named.contains(files) && !torn.contains(files);
  }

  /** Removes what was not needed the last time, and isn't now. */
  void collect(Set<String> needed) {
    named.removeIf(files -> unneeded.contains(files) && !needed.contains(files));
    unneeded = new HashSet<>(named);
    unneeded.removeAll(needed);
  }
}
