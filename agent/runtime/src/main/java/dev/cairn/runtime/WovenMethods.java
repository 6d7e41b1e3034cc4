package dev.cairn.runtime;

import org.jspecify.annotations.Nullable;

/** What a look at a stack must be told. Thread-safe. */
public interface WovenMethods {
  /** What {@code owner} has woven under this name and descriptor, or null. */
  @Nullable WovenMethod woven(Class<?> owner, String name, String descriptor);

  /** The class whose method a frame of {@code c} goes on with; mostly {@code c}. */
  default Class<?> owner(Class<?> c) {
    return c;
  }
}
