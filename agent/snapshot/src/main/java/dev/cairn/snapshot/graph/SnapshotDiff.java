package dev.cairn.snapshot.graph;

import org.jspecify.annotations.Nullable;

/** Where two snapshots part. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SnapshotDiff {
  private SnapshotDiff() {}

  /**
   * The first difference in breadth-first order from the roots, with the path and both values, such
   * as {@code "frame com.acme.NBody.run(): bodies[17].vx 0x3ff0000000000000 (1.0) !=
   * 0x3ff0000000000001 (1.0000000000000002)"}; null where both states are the same.
   */
  public static @Nullable String firstDifference(SnapshotGraph a, SnapshotGraph b) {
    throw new UnsupportedOperationException("not built yet: " + a + b);
  }
}
