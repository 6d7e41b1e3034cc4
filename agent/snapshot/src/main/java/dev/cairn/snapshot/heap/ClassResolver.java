package dev.cairn.snapshot.heap;

/** Finds the job's classes in the JVM that resumes it. */
@FunctionalInterface
public interface ClassResolver {
  /**
   * The application class of this binary name, initialised, its static initialiser suppressed where
   * it ran in the job's former life.
   */
  Class<?> resolve(String name) throws ClassNotFoundException;
}
