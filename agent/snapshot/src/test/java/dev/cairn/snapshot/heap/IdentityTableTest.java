package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityTableTest {
  private final HeaderHash header = Snapshots.access().header();

  @Test
  void numbersEachObjectOnceWhateverItsHeaderHolds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Object> objects = new ArrayList<>();
    List<Integer> hashes = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      Object o = new Object();
      switch (random.nextInt(4)) {
        case 0 -> System.identityHashCode(o);
        case 1 -> header.set(o, 1 + random.nextInt(50_000)); // as the table's own numbers look
        default -> {}
      }
      objects.add(o);
      hashes.add(header.read(o));
    }
    try (IdentityTable table = new IdentityTable(header)) {
      for (int i = 0; i < objects.size(); i++) {
        assertThat(table.idOf(objects.get(i))).as("seed %d", seed).isEqualTo(-1 - i);
      }
      for (int i = 0; i < objects.size(); i++) {
        assertThat(table.idOf(objects.get(i))).as("seed %d", seed).isEqualTo(i);
        assertThat(table.hashOf(i)).as("seed %d", seed).isEqualTo(hashes.get(i));
      }
    }
    for (int i = 0; i < objects.size(); i++) {
      assertThat(header.read(objects.get(i))).as("seed %d", seed).isEqualTo(hashes.get(i));
    }
  }
}
