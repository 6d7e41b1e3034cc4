package dev.cairn.verify;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the first place in which two snapshots' states differ. */
@FunctionalInterface
public interface StateDifference {
  /**
   * Reads both snapshots.
   *
   * @return null where they differ in nothing that counts
   */
  @Nullable Difference first(Path expected, Path actual) throws IOException;
}
