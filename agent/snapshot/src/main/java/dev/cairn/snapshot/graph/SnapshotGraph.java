package dev.cairn.snapshot.graph;

import dev.cairn.snapshot.format.Header;
import java.nio.file.Path;
import java.util.List;

/**
 * A snapshot's state as plain data; no class of the job is loaded. Objects are numbered from 1 in
 * breadth-first order; 0 is null. Immutable, thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public interface SnapshotGraph {
  /**
   * Reads and verifies a snapshot.
   *
   * @throws dev.cairn.snapshot.DamagedSnapshotException the file is damaged
   */
  static SnapshotGraph read(Path file) {
    throw new UnsupportedOperationException("not built yet: " + file);
  }

  Header header();

  /** For each frame of the header, its values in the same order as their infos. */
  List<List<Value>> frames();

  /** Sorted by class, then field. */
  List<StaticField> statics();

  /** Objects are numbered 1 to this. */
  int objectCount();

  /** Object {@code number}. */
  GraphObject object(int number);
}
