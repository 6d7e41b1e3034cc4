package dev.cairn.benchmarks.heap;

import java.io.IOException;

/** Copies a graph into bytes in memory, and back. */
interface Serialiser extends AutoCloseable {
  /** Encodes; the bytes of the last time are forgotten. */
  void encode(Object root) throws IOException;

  /** What {@link #decode} needs beyond {@link #encode}, not measured. */
  default void prepare() throws IOException {}

  /** Bytes of the last encoding. */
  long bytes();

  Object decode() throws IOException;

  @Override
  default void close() throws IOException {}
}
