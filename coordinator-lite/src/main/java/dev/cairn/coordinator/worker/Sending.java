package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.files.ChunkSink;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Sends a job's files, and counts what was missing. Thread-safe. */
final class Sending implements ChunkSink {
  private final ChunkSink coordinator;
  private final AtomicLong bytes = new AtomicLong();

  Sending(ChunkSink coordinator) {
    this.coordinator = coordinator;
  }

  @Override
  public Set<String> missing(Collection<String> ids) throws IOException {
    return coordinator.missing(ids);
  }

  @Override
  public void write(String id, byte[] chunk) throws IOException {
    coordinator.write(id, chunk);
    bytes.addAndGet(chunk.length);
  }

  /** Of the chunks sent so far. */
  long bytes() {
    return bytes.get();
  }
}
