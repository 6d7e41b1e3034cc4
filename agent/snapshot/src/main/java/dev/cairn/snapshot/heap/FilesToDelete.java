package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;

/** Files that are deleted when the JVM ends: File.deleteOnExit. */
final class FilesToDelete implements JdkSetting {
  private final Set<Object> initial = new HashSet<>(files());

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    for (Object file : files()) {
      if (!initial.contains(file)) {
        throw new NotCapturableException(
            "file " + file,
            "it is to be deleted when this JVM ends (File.deleteOnExit), which the next one would"
                + " not know",
            "delete it in the job itself, or call deleteOnExit after the loop");
      }
    }
  }

  private static Collection<?> files() {
    return JdkStatic.value("java.io.DeleteOnExitHook", "files") instanceof Collection<?> c
        ? Set.copyOf(c)
        : Set.of();
  }
}
