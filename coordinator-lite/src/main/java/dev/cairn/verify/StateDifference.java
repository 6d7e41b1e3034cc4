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
   * @return the object path with both values, such as {@code frame com.acme.NBody.run():
   *     bodies[17].vx 0x3ff0000000000000 != 0x3fe0000000000000}; null where they differ in nothing
   *     that counts
   */
  @Nullable String first(Path expected, Path actual) throws IOException;
}
