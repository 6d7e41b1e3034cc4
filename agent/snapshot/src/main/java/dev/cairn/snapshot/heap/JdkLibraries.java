package dev.cairn.snapshot.heap;

import java.lang.reflect.Method;

/** Addresses of what the JDK's native libraries export. */
final class JdkLibraries {
  /** The boot loader has loaded it in any program that reads a file through a channel. */
  private static final String ANY = "nio";

  private final Object libraries;
  private final Method find;

  /**
   * @throws IllegalStateException this JDK keeps its libraries in another way
   */
  JdkLibraries() {
    try {
      Class<?> boot = Class.forName("jdk.internal.loader.BootLoader");
      boot.getMethod("loadLibrary", String.class).invoke(null, ANY);
      libraries = boot.getMethod("getNativeLibraries").invoke(null);
      find = libraries.getClass().getMethod("find", String.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jdk.internal.loader.BootLoader: " + e, e);
    }
  }

  /**
   * Where the symbol lies.
   *
   * @throws IllegalStateException no library has it
   */
  long address(String symbol) {
    try {
      long address = (long) find.invoke(libraries, symbol);
      if (address == 0) {
        throw new IllegalStateException("libjvm exports no " + symbol);
      }
      return address;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jdk.internal.loader.NativeLibraries.find: " + e, e);
    }
  }
}
