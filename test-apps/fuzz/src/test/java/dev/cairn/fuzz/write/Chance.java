package dev.cairn.fuzz.write;

import java.util.List;
import java.util.Random;

/** The writer's one source of randomness. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  boolean percent(int n) {
    return random.nextInt(100) < n;
  }

  int below(int n) {
    return random.nextInt(n);
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
