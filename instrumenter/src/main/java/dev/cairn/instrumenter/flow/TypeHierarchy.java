package dev.cairn.instrumenter.flow;

import org.jspecify.annotations.Nullable;

/**
 * What the analyses ask about other classes. An implementation reads class bytes and loads nothing.
 */
public interface TypeHierarchy {
  /**
   * The internal name of a class's superclass.
   *
   * @param internalName a class or interface, such as {@code "java/lang/Integer"}
   * @return null for {@code java/lang/Object}, and for a class that isn't found
   */
  @Nullable String superName(String internalName);

  /** Whether the name is that of an interface; false for a class that isn't found. */
  boolean isInterface(String internalName);
}
