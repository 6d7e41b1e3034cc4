package dev.cairn.snapshot.store;

import dev.cairn.snapshot.format.Compression;
import java.util.List;

/**
 * How hard the next generation is compressed, from how long the last ones took: as hard as makes
 * compressing and writing together the shortest on this disk. A pure function of what it is told;
 * not thread-safe.
 *
 * <pre>
 *   rung     0      1        2        3        4
 *   level   fast    1        3        6        9
 * </pre>
 *
 * A rung costs what compressing a byte takes, and what writing that takes which is left of it:
 *
 * <pre>
 *   cost = compressing / byte + stored / byte * writing / stored byte
 * </pre>
 *
 * The first two are the rung's, the last is the disk's. It begins at level 1. Where writing took
 * most of a write the next harder rung is tried, where compressing did the next easier one; after
 * that the costs decide, one rung at a time.
 */
final class CompressionLadder {
  /** Of a write that is smaller nothing can be told. */
  static final long LEAST_BYTES = 1 << 20;

  private static final List<Compression> RUNGS =
      List.of(
          Compression.FAST,
          Compression.DEFAULT,
          new Compression(3),
          new Compression(6),
          new Compression(9));

  /** The default's. Not searched for: the JVM makes a record's {@code equals} when it is asked. */
  private static final int FIRST = 1;

  /** The larger share of the time says which rung is tried. */
  private static final double MOST = 0.5;

  /** What another rung must save to be taken again: less is noise. */
  private static final double GAIN = 0.9;

  /** How much the latest write counts against those before it. */
  private static final double LATEST = 0.5;

  /** Nanoseconds for a byte that is compressed; 0: not tried. */
  private final double[] compressing = new double[RUNGS.size()];

  /** What is left of a byte. */
  private final double[] left = new double[RUNGS.size()];

  /** Nanoseconds for a byte that is written. */
  private double writing;

  private int rung = FIRST;

  /** What the next write is to be compressed with. */
  Compression next() {
    return RUNGS.get(rung);
  }

  /**
   * A write has ended.
   *
   * @param bytes that were compressed, before that
   * @param stored bytes that were written
   * @param compressingNanos for compressing them
   * @param writingNanos for making durable what was left
   */
  void took(long bytes, long stored, long compressingNanos, long writingNanos) {
    if (bytes < LEAST_BYTES || stored <= 0 || compressingNanos <= 0 || writingNanos <= 0) {
      return;
    }
    compressing[rung] = mean(compressing[rung], (double) compressingNanos / bytes);
    left[rung] = mean(left[rung], (double) stored / bytes);
    writing = mean(writing, (double) writingNanos / stored);
    double share = (double) compressingNanos / (compressingNanos + writingNanos);
    if (isWorth(rung + 1, share < 1 - MOST)) {
      rung++;
    } else if (isWorth(rung - 1, share > MOST)) {
      rung--;
    }
  }

  private static double mean(double before, double latest) {
    return before == 0 ? latest : LATEST * latest + (1 - LATEST) * before;
  }

  private double cost(int of) {
    return compressing[of] + left[of] * writing;
  }

  /** Whether a rung is better, as far as is known; one not tried yet is where the time says so. */
  private boolean isWorth(int other, boolean untried) {
    if (other < 0 || other >= RUNGS.size()) {
      return false;
    }
    return compressing[other] == 0 ? untried : cost(other) < GAIN * cost(rung);
  }
}
