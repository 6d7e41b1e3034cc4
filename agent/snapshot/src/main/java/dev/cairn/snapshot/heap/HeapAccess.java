package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.UnsupportedJvmException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The key to the JVM's heap: opens the JDK's packages to this module, binds the internal Unsafe,
 * and tests that this JVM lays objects out as we know it. One per JVM; thread-safe.
 */
public final class HeapAccess {
  private final Instrumentation instrumentation;
  private final HeaderHash header;
  private final AnchorScan anchors;
  private final Environment environment;
  private final JdkSettings settings;
  private final ClassStates states;

  private HeapAccess(Instrumentation instrumentation, HeaderHash header, ClassStates states) {
    this.instrumentation = instrumentation;
    this.header = header;
    this.states = states;
    this.anchors = new AnchorScan(instrumentation);
    this.environment = new Environment();
    this.settings = new JdkSettings();
  }

  /**
   * Opens the heap; call it in {@code premain}, before the job can replace System.out and the like.
   *
   * @throws UnsupportedJvmException this JVM's layout is unknown
   */
  public static HeapAccess open(Instrumentation instrumentation) {
    Module here = HeapAccess.class.getModule();
    Set<Module> us = Set.of(here);
    try {
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of(
              "jdk.internal.misc",
              us,
              "jdk.internal.loader",
              us,
              "jdk.internal.ref",
              us,
              "jdk.internal.reflect",
              us,
              "jdk.internal.vm",
              us),
          Map.of(
              "java.io",
              us,
              "java.lang",
              us,
              "java.lang.invoke",
              us,
              "java.lang.ref",
              us,
              "java.lang.reflect",
              us,
              "java.util",
              us,
              "java.util.concurrent",
              us,
              "java.util.concurrent.atomic",
              us),
          Set.of(),
          Map.of());
      NamedObjects.Streams.original("out"); // remembers them
      return new HeapAccess(instrumentation, HeaderHash.probe(), ClassStates.probe());
    } catch (LinkageError | IllegalStateException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UnsupportedJvmException(
          "this JVM's internals are not as known ("
              + System.getProperty("java.vm.name")
              + " "
              + System.getProperty("java.vm.version")
              + ": "
              + cause
              + "); use HotSpot 17 to 25",
          e);
    }
  }

  /** Whether the class's static initialiser has run to its end. Initialises nothing. */
  public boolean isInitialised(Class<?> c) {
    return Mem.initialised(c);
  }

  /**
   * Refuses classes whose initialisation failed: in another JVM their initialisers would run again,
   * and what they threw, which the JVM keeps as a cause for later, can't be read.
   *
   * @throws NotCapturableException there is one
   */
  void refuseFailedClasses() {
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (states.failed(c)) {
        throw new NotCapturableException(
            "class " + c.getName(),
            "its initialiser failed (ExceptionInInitializerError), and would run a second time",
            "mend what it throws, or don't let the job use the class");
      }
    }
  }

  /** The initialised classes that {@code loader} itself defined, sorted by name. */
  public List<Class<?>> initialisedClasses(ClassLoader loader) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (!c.isArray() && !c.isHidden() && c.getClassLoader() == loader && Mem.initialised(c)) {
        classes.add(c);
      }
    }
    classes.sort(Comparator.comparing(Class::getName));
    return classes;
  }

  Instrumentation instrumentation() {
    return instrumentation;
  }

  HeaderHash header() {
    return header;
  }

  /** Settings of the JVM, as they were when the heap was opened. */
  Environment environment() {
    return environment;
  }

  /** What else the JDK keeps for the whole JVM. */
  JdkSettings settings() {
    return settings;
  }

  /** The JDK's singletons by now. */
  synchronized List<AnchorScan.Found> anchors() {
    return anchors.update();
  }
}
