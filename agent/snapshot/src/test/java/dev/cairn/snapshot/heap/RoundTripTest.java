package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.SnapshotFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  @TempDir Path dir;

  @Test
  void smoke() {
    Map<String, Object> map = new HashMap<>();
    map.put("a", 1);
    map.put("b", new ArrayList<>(List.of("x", 2, 3L)));
    Set<String> set = new HashSet<>(List.of("p", "q"));
    Random random = new Random(5);
    Object key = new Object();
    Map<Object, String> byIdentity = new HashMap<>();
    byIdentity.put(key, "found");
    HeapImage image =
        Snapshots.capture(List.of(), map, set, random, key, byIdentity, new int[] {1, 2, 3});
    int add = map.size();
    java.util.function.IntUnaryOperator captures = x -> x + add;
    java.util.function.Function<String, Integer> length = String::length;
    java.util.function.Supplier<Object> fresh = Object::new;
    java.util.Comparator<String> cmp = java.util.Comparator.comparing(String::length);
    HeapImage lambdas =
        Snapshots.capture(List.of(RoundTripTest.class), captures, length, fresh, cmp);
    Path lambdaFile = dir.resolve("l.cairn");
    Snapshots.write(lambdas, lambdaFile);
    List<Object> made = Snapshots.restore(lambdaFile);
    assertThat(((java.util.function.IntUnaryOperator) made.get(0)).applyAsInt(40)).isEqualTo(42);
    assertThat(((java.util.function.Function<String, Integer>) made.get(1)).apply("four"))
        .isEqualTo(4);
    assertThat(((java.util.function.Supplier<Object>) made.get(2)).get()).isNotNull();
    assertThat(((java.util.Comparator<String>) made.get(3)).compare("a", "bb")).isNegative();
    Path file = dir.resolve("s.cairn");
    Snapshots.write(image, file);
    assertThat(SnapshotFile.verify(file).generation()).isEqualTo(3);
    List<Object> back = Snapshots.restore(file);
    assertThat(back.get(0)).isEqualTo(map);
    assertThat(back.get(1)).isEqualTo(set);
    assertThat(((Random) back.get(2)).nextLong()).isEqualTo(random.nextLong());
    assertThat(((Map<?, ?>) back.get(4)).get(back.get(3))).isEqualTo("found");
    assertThat((int[]) back.get(5)).containsExactly(1, 2, 3);
  }
}
