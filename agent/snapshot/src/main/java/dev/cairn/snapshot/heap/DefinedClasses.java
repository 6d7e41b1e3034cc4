package dev.cairn.snapshot.heap;

import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** The classes that the job's own class loaders define, as the agent sees and makes them. */
public interface DefinedClasses {
  /** Nobody saw any. */
  DefinedClasses NONE =
      new DefinedClasses() {
        @Override
        public boolean any() {
          return false;
        }

        @Override
        public byte @Nullable [] bytes(ClassLoader loader, String name) {
          return null;
        }

        @Override
        public Class<?>[] initiated(ClassLoader loader) {
          return new Class<?>[0];
        }

        @Override
        public void answering(Answers answers, Runnable meanwhile) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Class<?> define(
            ClassLoader loader,
            String name,
            byte[] bytes,
            @Nullable ProtectionDomain domain,
            boolean initialised) {
          throw new UnsupportedOperationException();
        }
      };

  /** Answers for class loaders whose own code must not run yet. */
  @FunctionalInterface
  interface Answers {
    /** What {@code loader.loadClass(name)} gives; null to let it run. */
    @Nullable Class<?> load(Object loader, String name) throws ClassNotFoundException;
  }

  /** Whether there are any. */
  boolean any();

  /** The class file as it was given to the JVM; null where {@code loader} is none of the job's. */
  byte @Nullable [] bytes(ClassLoader loader, String name);

  /** The classes that the JVM won't ask {@code loader} for again (JVMS 5.3.2). */
  Class<?>[] initiated(ClassLoader loader);

  /** Runs {@code meanwhile}; whenever the JVM asks a class loader for a class, so is the other. */
  void answering(Answers answers, Runnable meanwhile);

  /**
   * Defines a class in a loader, as the loader did in the job's former life.
   *
   * @param initialised whether its initialiser has run: then it does nothing any more
   */
  Class<?> define(
      ClassLoader loader,
      String name,
      byte[] bytes,
      @Nullable ProtectionDomain domain,
      boolean initialised);
}
