package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.format.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CompressionLadderTest {
  private static final long BYTES = 100 << 20;

  /** Nanoseconds for a byte, and what is left of it, by level: about what zstd does. */
  private static final Map<Integer, double[]> ZSTD =
      Map.of(
          -3, new double[] {1.2, 0.50},
          1, new double[] {2, 0.40},
          3, new double[] {3, 0.36},
          6, new double[] {8, 0.33},
          9, new double[] {14, 0.32});

  private final CompressionLadder ladder = new CompressionLadder();

  /** The levels of so many writes to a disk of this speed. */
  private List<Integer> levels(int writes, double megabytesPerSecond, Random noise) {
    List<Integer> levels = new ArrayList<>();
    for (int i = 0; i < writes; i++) {
      int level = ladder.next().level();
      double[] does = ZSTD.get(level);
      double compressing = BYTES * does[0] * (1 + 0.04 * noise.nextDouble());
      double disk = BYTES * does[1] * 1e3 / megabytesPerSecond * (1 + 0.04 * noise.nextDouble());
      ladder.took(BYTES, (long) (BYTES * does[1]), (long) compressing, (long) disk);
      levels.add(level);
    }
    return levels;
  }

  private static double cost(int level, double megabytesPerSecond) {
    double[] does = ZSTD.get(level);
    return does[0] + does[1] * 1e3 / megabytesPerSecond;
  }

  @Test
  void beginsWithTheDefault() {
    assertThat(ladder.next()).isEqualTo(Compression.DEFAULT);
  }

  /** Whatever the disk, it ends near the best level, and stays there. */
  @Test
  void findsTheBestLevel() {
    for (double speed : new double[] {1, 3, 10, 30, 100, 300, 1000, 3000}) {
      CompressionLadderTest other = new CompressionLadderTest();
      List<Integer> levels = other.levels(20, speed, new Random(7));
      double best = ZSTD.keySet().stream().mapToDouble(l -> cost(l, speed)).min().orElseThrow();
      assertThat(cost(levels.get(19), speed))
          .as("at %s MB/s: %s", speed, levels)
          .isLessThan(best * 1.15);
      assertThat(levels.subList(10, 20)).as("settled").hasSize(10).containsOnly(levels.get(19));
    }
  }

  @Test
  void goesBackWhenTheDiskIsFast() {
    levels(20, 1, new Random(1));
    assertThat(ladder.next().level()).isEqualTo(9);
    levels(20, 3000, new Random(2));
    assertThat(ladder.next().level()).isLessThan(3);
  }

  @Test
  void smallWritesTellNothing() {
    ladder.took(CompressionLadder.LEAST_BYTES - 1, 1000, 1, 1_000_000_000);
    assertThat(ladder.next()).isEqualTo(Compression.DEFAULT);
  }
}
