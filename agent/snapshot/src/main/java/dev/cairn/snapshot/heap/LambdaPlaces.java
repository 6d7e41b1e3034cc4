package dev.cairn.snapshot.heap;

import dev.cairn.runtime.LambdaSites;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;

/**
 * The places in the job's classes at which lambdas are made: each has a class of its own, and where
 * nothing is captured one object of it. A snapshot names them by number, and the place in the
 * resuming JVM goes on with what was restored.
 */
final class LambdaPlaces {
  private LambdaPlaces() {}

  /** The number of the place whose lambdas are of class {@code c}, or -1. */
  static int of(Class<?> c, Class<?> host, List<Class<?>> captured) {
    for (Map.Entry<Integer, CallSite> e : LambdaSites.of(host).entrySet()) {
      MethodType made = e.getValue().type();
      if (made.parameterList().equals(captured)
          && made.returnType().isAssignableFrom(c)
          && LambdaSpinner.made(e.getValue()).getClass() == c) {
        return e.getKey();
      }
    }
    return -1;
  }

  /** Links the recipe's place in this JVM, unless it is linked already. */
  static CallSite link(LambdaRecipe r, Class<?> host, List<Class<?>> captured)
      throws ReflectiveOperationException, LambdaConversionException {
    CallSite known = LambdaSites.linked(host, r.place());
    return known != null
        ? known
        : LambdaSites.link(host, r.place(), LambdaSpinner.site(r, host, captured));
  }
}
