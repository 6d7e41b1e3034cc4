package dev.cairn.snapshot.heap;

import dev.cairn.runtime.IdentityHash;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SectionReader;
import java.util.ArrayList;
import java.util.List;

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

  /** First of all, before anything is built: those of the objects that this JVM has already. */
  List<NamedHashes.Named> anchors(HeapBuilder heap, HeapLayout layout) {
    List<NamedHashes.Named> anchors = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      if (layout.classOf(numbers[i]) < 0) {
        String name = layout.anchors().get(layout.ordinal(numbers[i])).name();
        anchors.add(new NamedHashes.Named(heap.anchor(numbers[i]), hashes[i], name));
      } else if (heap.isPreset(numbers[i])) { // hashed by its constructor
        Object loader = heap.made(numbers[i]);
        anchors.add(new NamedHashes.Named(loader, hashes[i], loader.getClass().getName()));
      }
    }
    return anchors;
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
        if (o != null) {
          IdentityHash.numbered(o);
        }
      }
    }
  }

  private boolean set(Object o, int hash) {
    return hash <= header.max() && header.set(o, hash);
  }
}
