package dev.cairn.instrumenter.plan;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where the planner gets class files from; it never loads a class and reads no file itself. Names
 * are internal names, such as {@code com/acme/Main$Step}.
 *
 * <p>Which entry of a multi-release archive counts, and that {@code module-info} is no class, is
 * for the implementation to know. The answers must not change while a plan is made.
 */
public interface ClassSource {
  /** The application's own classes, without those of the JDK; in any order. */
  Collection<String> applicationClasses();

  /**
   * The bytes of a class of the application or of the JDK, as they were given to the JVM.
   *
   * @return null where there is no such class; not to be changed by the caller
   */
  byte @Nullable [] bytes(String internalName);
}
