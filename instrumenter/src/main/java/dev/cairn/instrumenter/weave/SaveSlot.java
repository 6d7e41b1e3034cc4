package dev.cairn.instrumenter.weave;

import org.jspecify.annotations.Nullable;

/**
 * A local where a frame is saved.
 *
 * @param kind of a frame's values, one of {@code I J F D L}
 * @param slot its number
 * @param dead whether its default is saved instead
 */
record SaveSlot(char kind, int slot, boolean dead) {
  // A record's own equals and hashCode would be linked at their first use, at every start.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SaveSlot x && x.kind == kind && x.slot == slot && x.dead == dead;
  }

  @Override
  public int hashCode() {
    return (kind * 31 + slot) * 31 + (dead ? 1 : 0);
  }
}
