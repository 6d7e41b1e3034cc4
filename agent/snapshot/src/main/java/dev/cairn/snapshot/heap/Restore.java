package dev.cairn.snapshot.heap;

import dev.cairn.runtime.Frame;
import java.nio.file.Path;
import java.util.List;

/** Puts a snapshot's state into this JVM. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"}) // until it is built
public final class Restore {
  private final HeapAccess access;
  private final ClassLoader applicationLoader;

  /**
   * @param applicationLoader the loader of the job's classes: the system class loader
   */
  public Restore(HeapAccess access, ClassLoader applicationLoader) {
    this.access = access;
    this.applicationLoader = applicationLoader;
  }

  /**
   * Builds all objects, puts the statics of all captured classes, sets identity hashes, and gives
   * the frames. All that can be checked is checked before the first static is put.
   *
   * @param file the snapshot; verified while it is read
   * @param classes resolves the application's classes
   * @param jobThread the thread that the job will run in
   * @return the frames, outermost first, ready to be re-entered
   * @throws dev.cairn.snapshot.DamagedSnapshotException the file is damaged
   * @throws dev.cairn.snapshot.SnapshotMismatchException a class is missing or its shape differs
   */
  public List<Frame> restore(Path file, ClassResolver classes, Thread jobThread) {
    throw new UnsupportedOperationException("not built yet: " + access + applicationLoader);
  }
}
