package dev.cairn.snapshot.format;

/**
 * Cuts bytes into chunks where their content says so (gear hash, two masks): after an insertion the
 * cuts are soon the same again, so that what did not change is not written twice.
 *
 * <pre>
 *   h = 0
 *   from byte MIN on:  h = (h &lt;&lt; 1) + GEAR[byte]        depends on the last 64 bytes
 *     before NORMAL: cut where the top 15 bits of h are 0
 *     after NORMAL:  cut where the top 11 bits of h are 0
 *   at MAX: cut
 * </pre>
 *
 * The cuts are part of the format: the state digest is taken over the chunks' hashes.
 */
final class ChunkCutter {
  static final int MIN = 1 << 11;
  static final int NORMAL = 1 << 13;
  static final int MAX = 1 << 16;

  private static final int RARE = 64 - 15;
  private static final int OFTEN = 64 - 11;

  private static final long[] GEAR = gear();

  private ChunkCutter() {}

  /**
   * Where the chunk that begins at {@code from} ends.
   *
   * @param to the end of what is there: of all bytes, or {@link #MAX} or more behind {@code from}
   */
  static int cut(byte[] b, int from, int to) {
    int end = Math.min(to, from + MAX);
    int normal = Math.min(end, from + NORMAL);
    long h = 0;
    int i = Math.min(end, from + MIN);
    for (; i < normal; i++) {
      h = (h << 1) + GEAR[b[i] & 0xff];
      if (h >>> RARE == 0) {
        return i + 1;
      }
    }
    for (; i < end; i++) {
      h = (h << 1) + GEAR[b[i] & 0xff];
      if (h >>> OFTEN == 0) {
        return i + 1;
      }
    }
    return end;
  }

  /** SplitMix64 from seed 0x636169726e ("cairn"). */
  private static long[] gear() {
    long[] table = new long[256];
    long state = 0x636169726eL;
    for (int i = 0; i < table.length; i++) {
      state += 0x9e3779b97f4a7c15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      table[i] = z ^ (z >>> 31);
    }
    return table;
  }
}
