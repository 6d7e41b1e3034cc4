package dev.cairn.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Deals its cards in a shuffled order, each once before any comes again, never one twice in a row
 * (unless it is the only one).
 */
final class Deck<T> {
  private final List<T> cards;
  private final Random random;
  private final List<T> left = new ArrayList<>();
  private @Nullable T last;

  Deck(List<T> cards, Random random) {
    if (cards.isEmpty()) {
      throw new IllegalArgumentException("no cards");
    }
    this.cards = List.copyOf(cards);
    this.random = random;
  }

  T deal() {
    if (left.isEmpty()) {
      reshuffle();
    }
    T card = left.remove(left.size() - 1);
    last = card;
    return card;
  }

  private void reshuffle() {
    left.addAll(cards);
    Collections.shuffle(left, random);
    int top = left.size() - 1;
    if (left.get(top).equals(last)) {
      Collections.swap(left, top, 0);
    }
  }
}
