package dev.cairn.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The places in the job's classes where lambdas and method references are made. A place is known by
 * the class and its number in the class file, so that it is the same one in a method and in the
 * method's clone, in this JVM and in the next: a lambda that captures nothing is one object per
 * place, and all lambdas of a place are of one class.
 *
 * <p>The weaver lets the {@code invokedynamic} instructions bootstrap here, with the number as one
 * more argument. Once it is linked an instruction is what it was without. Thread-safe.
 */
public final class LambdaSites {
  /** A ClassValue, not a map: a map keyed by classes would give them identity hashes. */
  private static final ClassValue<Map<Integer, CallSite>> LINKED =
      new ClassValue<>() {
        @Override
        protected Map<Integer, CallSite> computeValue(Class<?> host) {
          return new ConcurrentHashMap<>();
        }
      };

  @Hidden
  private LambdaSites() {}

  /** Stands for {@link LambdaMetafactory#metafactory}. */
  @Hidden
  public static CallSite metafactory(
      MethodHandles.Lookup caller,
      String name,
      MethodType factory,
      MethodType method,
      MethodHandle implementation,
      MethodType instantiated,
      int number)
      throws LambdaConversionException {
    CallSite known = linked(caller.lookupClass(), number);
    return known != null
        ? typed(known, factory)
        : link(
            caller.lookupClass(),
            number,
            LambdaMetafactory.metafactory(
                caller, name, factory, method, implementation, instantiated));
  }

  /**
   * Stands for {@link LambdaMetafactory#altMetafactory}.
   *
   * @param args its arguments, then the number
   */
  @Hidden
  public static CallSite altMetafactory(
      MethodHandles.Lookup caller, String name, MethodType factory, Object... args)
      throws LambdaConversionException {
    int number = (int) args[args.length - 1];
    CallSite known = linked(caller.lookupClass(), number);
    return known != null
        ? typed(known, factory)
        : link(
            caller.lookupClass(),
            number,
            LambdaMetafactory.altMetafactory(
                caller, name, factory, Arrays.copyOf(args, args.length - 1)));
  }

  /** What the place is linked to, or null. */
  @Hidden
  public static @Nullable CallSite linked(Class<?> host, int number) {
    return LINKED.get(host).get(number);
  }

  /** Links a place, and gives what it is linked to: where it was before, to what it was. */
  @Hidden
  public static CallSite link(Class<?> host, int number, CallSite made) {
    CallSite first = LINKED.get(host).putIfAbsent(number, made);
    return first == null ? made : first;
  }

  /** All places of a class that are linked, by their numbers. */
  @Hidden
  public static Map<Integer, CallSite> of(Class<?> host) {
    return Map.copyOf(LINKED.get(host));
  }

  @Hidden
  private static CallSite typed(CallSite known, MethodType factory) {
    if (!known.type().equals(factory)) {
      throw new IllegalStateException("a lambda made by " + known.type() + ", not " + factory);
    }
    return known;
  }
}
