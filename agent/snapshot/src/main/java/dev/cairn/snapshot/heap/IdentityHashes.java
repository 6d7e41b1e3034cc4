package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SectionReader;
import java.util.HashMap;
import java.util.Map;

/** Gives objects the identity hashes they had. */
final class IdentityHashes {
  private final HeaderHash header;
  private final int[] numbers;
  private final int[] hashes;

  IdentityHashes(HeaderHash header, SectionReader in, HeapLayout layout) {
    this.header = header;
    int n = in.count(8);
    numbers = new int[n];
    hashes = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = in.int32();
      hashes[i] = in.int32();
      if (numbers[i] < 1 || numbers[i] > layout.objects() || hashes[i] <= 0) {
        throw in.damaged("hash " + hashes[i] + " of object " + numbers[i]);
      }
    }
    in.end();
  }

  /**
   * First of all, before anything here can look at them: the objects that this JVM has already.
   *
   * @return the numbers of those that have another hash here, with the hash they had
   */
  Map<Integer, Integer> setAnchors(HeapBuilder heap, HeapLayout layout) {
    Map<Integer, Integer> conflicts = new HashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      if (layout.classOf(numbers[i]) < 0) {
        Object o = heap.anchor(numbers[i]);
        if (!set(o, hashes[i]) && System.identityHashCode(o) != hashes[i]) {
          conflicts.put(numbers[i], hashes[i]);
        }
      }
    }
    return conflicts;
  }

  /** Then the objects that were built. */
  void setObjects(HeapBuilder heap, HeapLayout layout) {
    for (int i = 0; i < numbers.length; i++) {
      if (layout.classOf(numbers[i]) >= 0) {
        Object o = heap.object(numbers[i], SectionId.HASHES, 0);
        if (o != null && !set(o, hashes[i]) && System.identityHashCode(o) != hashes[i]) {
          throw new SnapshotMismatchException(
              "the identity hash "
                  + hashes[i]
                  + " of a "
                  + o.getClass().getName()
                  + " can't be given in this JVM; resume in a JVM of the same word size");
        }
      }
    }
  }

  private boolean set(Object o, int hash) {
    return hash <= header.max() && header.set(o, hash);
  }
}
