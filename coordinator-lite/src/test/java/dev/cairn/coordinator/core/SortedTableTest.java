package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedTableTest {
  /** Against a map of the JDK's; older versions stay as they were. */
  @Test
  void isAnImmutableSortedMap() {
    Random random = new Random(7);
    SortedTable<Long, String> table = SortedTable.empty();
    TreeMap<Long, String> model = new TreeMap<>();
    List<SortedTable<Long, String>> tables = new ArrayList<>();
    List<TreeMap<Long, String>> models = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      long key = random.nextInt(200);
      if (random.nextInt(3) == 0) {
        table = table.without(key);
        model.remove(key);
      } else {
        table = table.with(key, "v" + i);
        model.put(key, "v" + i);
      }
      if (i % 100 == 0) {
        tables.add(table);
        models.add(new TreeMap<>(model));
      }
    }
    for (int i = 0; i < tables.size(); i++) {
      assertThat(tables.get(i)).containsExactlyElementsOf(models.get(i).values());
      assertThat(tables.get(i).size()).isEqualTo(models.get(i).size());
      for (long key = 0; key < 200; key++) {
        assertThat(tables.get(i).get(key)).isEqualTo(models.get(i).get(key));
        assertThat(tables.get(i).ceiling(key)).isEqualTo(models.get(i).ceilingKey(key));
        assertThat(tables.get(i).higher(key)).isEqualTo(models.get(i).higherKey(key));
      }
    }
  }

  /** Whatever the order in which they came. */
  @Test
  void equalsOneThatHoldsTheSame() {
    SortedTable<Long, String> up = SortedTable.<Long, String>empty().with(1L, "a").with(2L, "b");
    SortedTable<Long, String> down = SortedTable.<Long, String>empty().with(2L, "b").with(1L, "a");
    assertThat(up).isEqualTo(down).hasSameHashCodeAs(down);
    assertThat(up).isNotEqualTo(down.with(1L, "c")).isNotEqualTo(down.without(1L));
  }

  /** Consecutive keys, as ids are, don't make a list of it: this would overflow the stack. */
  @Test
  void isBalanced() {
    SortedTable<Long, Long> table = SortedTable.empty();
    for (long i = 0; i < 100_000; i++) {
      table = table.with(i, i);
    }
    assertThat(table.size()).isEqualTo(100_000);
    assertThat(table.stream().mapToLong(x -> x).sum()).isEqualTo(99_999L * 100_000 / 2);
  }
}
