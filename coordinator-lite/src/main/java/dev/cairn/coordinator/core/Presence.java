package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.List;

/**
 * When a host was there. Immutable.
 *
 * @param since when it came last, by the coordinator's clock
 * @param past when it was there before, oldest first: the last {@value #KEPT} times
 */
public record Presence(long since, List<Spell> past) {
  private static final int KEPT = 50;

  /**
   * A time in which a host was there.
   *
   * @param until when it was heard of last
   * @param lost whether it was lost then, or had said that it leaves
   */
  public record Spell(long since, long until, boolean lost) {}

  public Presence {
    past = List.copyOf(past);
  }

  /** A host that is new. */
  static Presence begun(long now) {
    return new Presence(now, List.of());
  }

  /** It is back. */
  Presence again(long now) {
    return new Presence(now, past);
  }

  /** It is away, heard of last then. */
  Presence over(long heard, boolean lost) {
    List<Spell> spells = new ArrayList<>(past);
    spells.add(new Spell(since, heard, lost));
    return new Presence(since, spells.subList(Math.max(0, spells.size() - KEPT), spells.size()));
  }
}
