package dev.cairn.coordinator.server;

import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.files.Manifest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The jobs' files at the coordinator. What an event refers to is there before the event is taken,
 * and stays as long as a job needs it. Thread-safe.
 */
final class Holdings {
  private final Coordinator coordinator;
  private final ChunkFolder chunks;

  /** Shared from looking whether files are there until the state refers to them. */
  private final ReadWriteLock references = new ReentrantReadWriteLock();

  Holdings(Coordinator coordinator, ChunkFolder chunks) {
    this.coordinator = coordinator;
    this.chunks = chunks;
  }

  /**
   * Takes an event that refers to files.
   *
   * @param files the id of their manifest
   * @return the job it was about
   * @throws HttpProblem they are not all there
   */
  long take(String files, Event event) throws IOException {
    references.readLock().lock();
    try {
      Set<String> missing =
          Chunk.isId(files) ? FolderContent.missing(files, chunks) : Set.of(files);
      if (!missing.isEmpty()) {
        throw new HttpProblem(
            409, missing.size() + " chunks of " + files + " are missing: send them first");
      }
      return coordinator.take(event);
    } finally {
      references.readLock().unlock();
    }
  }

  /**
   * Removes chunks that no job has needed since the last time.
   *
   * @return how many
   * @throws IOException what jobs need can't be told, and so nothing was removed
   */
  int collect() throws IOException {
    return chunks.collect(this::needed);
  }

  private Set<String> needed() throws IOException {
    Set<String> manifests = new HashSet<>();
    state().jobs().map(Job::files).forEach(manifests::add);
    Set<String> needed = new HashSet<>(manifests);
    for (String manifest : manifests) {
      needed.addAll(Manifest.of(chunks.read(manifest)).chunks());
    }
    return needed;
  }

  /** Nobody is between looking and referring. */
  private State state() {
    references.writeLock().lock();
    try {
      return coordinator.state();
    } finally {
      references.writeLock().unlock();
    }
  }
}
