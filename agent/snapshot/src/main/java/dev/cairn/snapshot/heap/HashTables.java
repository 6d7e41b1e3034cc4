package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import java.util.List;

/**
 * Looks after hash tables whose keys are objects that this JVM had already, with another identity
 * hash than the snapshot's: classes of the JDK above all.
 */
final class HashTables {
  private final HeapBuilder heap;
  private final HeapLayout layout;

  HashTables(HeapBuilder heap, HeapLayout layout) {
    this.heap = heap;
    this.layout = layout;
  }

  /**
   * Refuses where a table has such a key.
   *
   * @param conflicts numbers of the objects whose hashes differ
   */
  void check(List<Integer> conflicts) {
    if (conflicts.size() > layout.objects()) {
      throw new SnapshotMismatchException(
          "more conflicts than objects" + heap.object(0, SectionId.HASHES, 0));
    }
  }
}
