package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.files.ChunkCache;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that a worker keeps. A cache that can't be used costs time, not a job: it is said
 * once. Thread-safe.
 */
final class Kept {
  private final ChunkCache cache;
  private final Consumer<String> say;
  private volatile boolean said;

  Kept(ChunkCache cache, Consumer<String> say) {
    this.cache = cache;
    this.say = say;
  }

  /** Null where it isn't here. */
  byte @Nullable [] find(String id) {
    try {
      return cache.find(id);
    } catch (IOException e) {
      failed(e);
      return null;
    }
  }

  void keep(String id, byte[] bytes) {
    try {
      cache.keep(id, bytes);
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    if (!said) {
      said = true;
      say.accept("chunks can't be kept here, and are fetched each time: " + e.getMessage());
    }
  }
}
