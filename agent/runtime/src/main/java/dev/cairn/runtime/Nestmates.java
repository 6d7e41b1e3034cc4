package dev.cairn.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Links {@code invokedynamic} in clones of the JDK's methods, which lie in nestmates of the
 * methods' classes: what the JVM lets the host alone do is done as the host.
 */
public final class Nestmates {
  private Nestmates() {}

  /**
   * {@code super.name(...)}.
   *
   * @param type the method's, with the host before its parameters
   * @param named the class that the call names, above the host
   */
  public static CallSite special(
      MethodHandles.Lookup caller, String name, MethodType type, Class<?> named, Class<?> host)
      throws ReflectiveOperationException {
    return new ConstantCallSite(
        Woven.lookup(host).findSpecial(named, name, type.dropParameterTypes(0, 1), host));
  }

  /** Stands for {@link LambdaMetafactory#metafactory} called by the host. */
  public static CallSite metafactory(
      MethodHandles.Lookup caller,
      String name,
      MethodType factory,
      MethodType method,
      MethodHandle implementation,
      MethodType instantiated,
      Class<?> host)
      throws LambdaConversionException {
    return LambdaMetafactory.metafactory(
        Woven.lookup(host), name, factory, method, implementation, instantiated);
  }

  /**
   * Stands for {@link LambdaMetafactory#altMetafactory} called by the host.
   *
   * @param args its arguments, then the host
   */
  public static CallSite altMetafactory(
      MethodHandles.Lookup caller, String name, MethodType factory, Object... args)
      throws LambdaConversionException {
    int last = args.length - 1;
    return LambdaMetafactory.altMetafactory(
        Woven.lookup((Class<?>) args[last]), name, factory, Arrays.copyOf(args, last));
  }
}
