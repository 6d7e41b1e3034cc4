package dev.cairn.verify;

import org.jspecify.annotations.Nullable;

/**
 * Two states at the same safe point that are not the same.
 *
 * @param digests both digests, in words
 * @param first the first difference; null where the digests differ, but no object does: the plan,
 *     say, or where there are no two snapshots to look at
 */
record Mismatch(String digests, @Nullable Difference first) {
  String text() {
    return first == null ? digests : first.text();
  }
}
