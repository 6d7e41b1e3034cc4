package dev.cairn.snapshot.heap;

import java.util.ArrayList;
import java.util.List;

/**
 * The last step of a restore: native state by the program's codecs, then what is marked {@code
 * Recreate}, in the order in which they were added.
 */
final class Rebuilding {
  private final List<Runnable> steps = new ArrayList<>();

  /** Adds an object whose codec wrote {@code bytes}. */
  void add(Codec codec, Object object, byte[] bytes) {
    steps.add(() -> codec.read(object, bytes));
  }

  /** Adds a static field. */
  void add(RebuiltField field) {
    steps.add(() -> field.rebuild(null));
  }

  /** Adds a field of an object. */
  void add(RebuiltField field, Object object) {
    steps.add(() -> field.rebuild(object));
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * Takes all steps.
   *
   * @throws dev.cairn.snapshot.SnapshotMismatchException one of them failed
   */
  void run(ClassLoader application) {
    OwnThread.call(
        "cairn-recreate",
        application,
        () -> {
          steps.forEach(Runnable::run);
          return true;
        });
  }
}
