package dev.cairn.snapshot.corpus;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One graph that must survive a move to another JVM.
 *
 * @param name unique
 * @param make builds it
 * @param check throws where the moved graph does not behave as the original did
 * @param oneRelease whether its classes differ so much between releases that another refuses it
 */
public record Case(String name, Supplier<Object> make, Consumer<Object> check, boolean oneRelease) {
  Case(String name, Supplier<Object> make, Consumer<Object> check) {
    this(name, make, check, false);
  }

  /** Of a graph whose root is of one type. */
  @SuppressWarnings("unchecked")
  static <T> Case of(String name, Supplier<T> make, Consumer<T> check) {
    return new Case(name, make::get, o -> check.accept((T) o));
  }

  Case ofOneRelease() {
    return new Case(name, make, check, true);
  }
}
