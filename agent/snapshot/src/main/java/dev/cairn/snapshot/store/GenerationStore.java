package dev.cairn.snapshot.store;

import dev.cairn.snapshot.format.SnapshotContent;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generations of one job in a directory, held by one process.
 *
 * <pre>
 *   cairn.lock               locked by the running job, holds its pid
 *   gen-00000001.cairn       a durable generation; written as .gen-00000001.cairn.tmp
 *   done.json                the job has finished
 * </pre>
 *
 * Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"}) // until it is built
public final class GenerationStore implements AutoCloseable {
  private final Path directory;

  private GenerationStore(Path directory) {
    this.directory = directory;
  }

  /**
   * Creates the directory where needed, and locks it.
   *
   * @param keep generations kept, at least 1
   * @throws dev.cairn.snapshot.DirectoryInUseException another process (or this one) holds it
   * @throws dev.cairn.snapshot.StoreException it can't be created, read or written
   */
  public static GenerationStore open(Path directory, int keep) {
    return new GenerationStore(directory);
  }

  public Path directory() {
    return directory;
  }

  /** Durable generations, oldest first; not verified. */
  public List<Generation> generations() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** The newest generation that verifies, and why newer ones don't. */
  public Newest newestGood() {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * Makes a generation durable, then removes the oldest beyond {@code keep}. When this fails,
   * nothing of it is left and all former generations are as they were.
   *
   * @throws dev.cairn.snapshot.StoreException the directory is full or can't be written
   */
  public Generation write(SnapshotContent content) {
    throw new UnsupportedOperationException("not built yet: " + content);
  }

  /**
   * Begins anew: the generations that lie here now are not resumed, and are removed as soon as the
   * first new one is durable.
   */
  public void startFresh() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** The mark of a finished job, or null. */
  public @Nullable Done done() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Marks the job finished, durably. */
  public void markDone(Done done) {
    throw new UnsupportedOperationException("not built yet: " + done);
  }

  /** Gives the directory back. */
  @Override
  public void close() {}
}
