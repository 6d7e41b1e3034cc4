package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against all choices that there are. Seeds replay: {@code -Dcairn.seed=7 -Dcairn.seeds=1}. */
class KnapsackTest {
  private static final int LIMIT = 40;

  private static long value(List<Knapsack.Item> items, BitSet chosen) {
    return chosen.stream().mapToLong(i -> items.get(i).value()).sum();
  }

  private static int volume(List<Knapsack.Item> items, BitSet chosen) {
    return chosen.stream().map(i -> items.get(i).volume()).sum();
  }

  private static boolean isAllowed(List<Knapsack.Item> items, BitSet chosen, Knapsack.Room room) {
    int volume = volume(items, chosen);
    return volume <= LIMIT && room.fits(chosen.cardinality(), volume);
  }

  /** More at once may carry more in all or less, and any volume may be in the way. */
  private static Knapsack.Room room(Random random) {
    if (random.nextBoolean()) {
      int[] most = random.ints(20, 0, LIMIT + 1).toArray();
      return (count, volume) -> volume <= most[count];
    }
    BitSet allowed = BitSet.valueOf(new long[] {random.nextLong(), random.nextLong()});
    return (count, volume) -> count + volume == 0 || allowed.get((7 * count + volume) % 128);
  }

  @Test
  void noChoiceIsBetter() {
    long first = Long.getLong("cairn.seed", 1);
    long count = Long.getLong("cairn.seeds", 300);
    for (long seed = first; seed < first + count; seed++) {
      Random random = new Random(seed);
      List<Knapsack.Item> items = new ArrayList<>();
      for (int i = random.nextInt(11); i > 0; i--) {
        items.add(new Knapsack.Item(random.nextInt(9), random.nextInt(LIMIT)));
      }
      Knapsack.Room room = room(random);
      long best = 0;
      int least = 0;
      for (long choice = 0; choice < 1L << items.size(); choice++) {
        BitSet chosen = BitSet.valueOf(new long[] {choice});
        long value = value(items, chosen);
        int volume = volume(items, chosen);
        if (isAllowed(items, chosen, room) && (value > best || (value == best && volume < least))) {
          best = value;
          least = volume;
        }
      }
      BitSet chosen = Knapsack.best(items, LIMIT, room);
      assertThat(isAllowed(items, chosen, room)).as("seed %d fits: %s", seed, items).isTrue();
      assertThat(value(items, chosen)).as("value, seed %d: %s", seed, items).isEqualTo(best);
      assertThat(volume(items, chosen)).as("volume, seed %d: %s", seed, items).isEqualTo(least);
    }
  }
}
