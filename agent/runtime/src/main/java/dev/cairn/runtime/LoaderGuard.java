package dev.cairn.runtime;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the job's class loaders while their classes are defined again: the JVM asks loaders
 * by {@code loadClass(String)}, and none of their own code may run before their fields are back.
 * Called at the head of each such method in a JVM that resumes a job.
 */
public final class LoaderGuard {
  private static volatile @Nullable BiFunction<Object, String, @Nullable Class<?>> answers;

  private LoaderGuard() {}

  /** Who answers from now on; null: the loaders themselves. */
  public static void answer(@Nullable BiFunction<Object, String, @Nullable Class<?>> by) {
    answers = by;
  }

  /** What {@code loader.loadClass(name)} is to give at once; null where its body is to run. */
  public static @Nullable Class<?> loaded(Object loader, String name) {
    BiFunction<Object, String, @Nullable Class<?>> by = answers;
    return by == null ? null : by.apply(loader, name);
  }
}
