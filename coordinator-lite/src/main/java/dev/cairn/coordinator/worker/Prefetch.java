package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Ahead;
import dev.cairn.coordinator.files.Manifest;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the files of the job that is next here into what is kept, while there is no room for it
 * yet: once, and no more than half of what may be kept. What goes wrong costs nothing: it is
 * fetched when the job is here. Told by one thread.
 */
final class Prefetch {
  private final Executor threads;
  private final long most;
  private volatile @Nullable Ahead wanted;

  /**
   * @param capacity of what is kept, in bytes
   */
  Prefetch(Executor threads, long capacity) {
    this.threads = threads;
    this.most = capacity / 2;
  }

  /** Begins to fetch. */
  interface Fetches {
    Fetch begin();
  }

  /**
   * What is next now; what was before is fetched no further.
   *
   * @param ahead null: nothing
   */
  void next(@Nullable Ahead ahead, Fetches fetches) {
    boolean isNew = ahead != null && !ahead.equals(wanted);
    wanted = ahead;
    if (ahead != null && isNew && most > 0) {
      threads.execute(() -> fetch(ahead, fetches.begin()));
    }
  }

  private void fetch(Ahead ahead, Fetch fetch) {
    try {
      long bytes = 0;
      for (String chunk : Manifest.of(fetch.read(ahead.files())).chunks()) {
        if (!ahead.equals(wanted) || bytes >= most) {
          return;
        }
        bytes += fetch.read(chunk).length;
      }
    } catch (IOException e) {
      // The coordinator is away; when the job is here, it is waited for.
    }
  }
}
