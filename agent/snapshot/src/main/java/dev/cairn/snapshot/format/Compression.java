package dev.cairn.snapshot.format;

import java.util.Optional;

/**
 * How hard chunks are compressed when they are written; how they were is told with each of them.
 *
 * @param level zstd's, 1 to 19, or negative for its fast modes; 0: not at all; the least int: as
 *     the disk's speed says
 */
public record Compression(int level) {
  public static final Compression RAW = new Compression(0);

  /** Less than half of the default's time, a few per cent more bytes. */
  public static final Compression FAST = new Compression(-3);

  public static final Compression DEFAULT = new Compression(1);

  private static final int HIGHEST = 19;

  /**
   * By the speed of the disk: begins with the default, and goes by how long writing took. For who
   * writes one generation after the other; a single file has no former ones to go by.
   */
  public static final Compression BY_DISK = new Compression(Integer.MIN_VALUE);

  /** What {@code raw}, {@code fast} or a level from 1 to 19 means; empty where it means nothing. */
  public static Optional<Compression> parse(String text) {
    if (text.equals("raw")) {
      return Optional.of(RAW);
    }
    if (text.equals("fast")) {
      return Optional.of(FAST);
    }
    if (text.matches("[0-9]{1,2}")) {
      int level = Integer.parseInt(text);
      if (level >= 1 && level <= HIGHEST) {
        return Optional.of(new Compression(level));
      }
    }
    return Optional.empty();
  }
}
