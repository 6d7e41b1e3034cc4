package dev.cairn.coordinator.files;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** Where chunks go. Thread-safe: several are written at a time. */
public interface ChunkSink {
  /** Which of these aren't there yet. */
  Set<String> missing(Collection<String> ids) throws IOException;

  /** Makes one durable. */
  void write(String id, byte[] bytes) throws IOException;
}
