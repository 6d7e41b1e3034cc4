package dev.cairn.benchmarks.heap;

import java.io.IOException;

/** One object to bytes and back, by one of the serialisers that {@code heap-cost} measures. */
public final class RoundTrip {
  private RoundTrip() {}

  /**
   * The copy.
   *
   * @param serialiser as {@code heap-cost} calls it
   */
  public static Object of(String serialiser, Object root) throws IOException {
    try (Serialiser s = HeapMain.serialiser(serialiser)) {
      s.encode(root);
      s.prepare();
      return s.decode();
    }
  }
}
