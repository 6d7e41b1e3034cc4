package dev.cairn.snapshot.heap;

import java.io.Serializable;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spins a lambda's class again from its recipe, as the JVM did at the lambda's call site. */
final class LambdaSpinner {
  /** Sees everything; {@link #trusted(Class)} gives one that sees what a class does. */
  static final MethodHandles.Lookup TRUSTED = trusted();

  private LambdaSpinner() {}

  /**
   * The hidden class of a fresh lambda; no object of the job is involved, and none of its code
   * runs.
   *
   * @param captured the types of the captured values, in order
   * @throws ReflectiveOperationException the host, the interface or the implementation is missing
   * @throws LambdaConversionException they don't fit together
   */
  static Class<?> spin(LambdaRecipe r, Class<?> host, List<Class<?>> captured)
      throws ReflectiveOperationException, LambdaConversionException {
    return made(site(r, host, captured)).getClass();
  }

  /** A call site as the JVM links it: it takes the captured values and gives a lambda. */
  static CallSite site(LambdaRecipe r, Class<?> host, List<Class<?>> captured)
      throws ReflectiveOperationException, LambdaConversionException {
    ClassLoader loader = host.getClassLoader();
    MethodHandles.Lookup lookup = trusted(host);
    List<Class<?>> interfaces = new ArrayList<>();
    for (String name : r.interfaces()) {
      interfaces.add(Class.forName(name, false, loader));
    }
    MethodHandle implementation = implementation(r, host, lookup);
    MethodType sam = MethodType.fromMethodDescriptorString(r.descriptors().get(0), loader);
    MethodType factory = MethodType.methodType(interfaces.get(0), captured);
    MethodType instantiated =
        r.instantiated().isEmpty()
            ? narrowest(sam, implementation.type(), captured.size())
            : MethodType.fromMethodDescriptorString(r.instantiated(), loader);
    if (interfaces.size() == 1 && r.descriptors().size() == 1 && !r.serializable()) {
      return LambdaMetafactory.metafactory(
          lookup, r.method(), factory, sam, implementation, instantiated);
    } else {
      List<Object> args = new ArrayList<>(List.of(sam, implementation, instantiated));
      List<Class<?>> markers =
          interfaces.subList(1, interfaces.size()).stream()
              .filter(i -> !(r.serializable() && i == Serializable.class))
              .toList();
      boolean bridges = r.descriptors().size() > 1;
      args.add(
          (r.serializable() ? LambdaMetafactory.FLAG_SERIALIZABLE : 0)
              | (markers.isEmpty() ? 0 : LambdaMetafactory.FLAG_MARKERS)
              | (bridges ? LambdaMetafactory.FLAG_BRIDGES : 0));
      if (!markers.isEmpty()) {
        args.add(markers.size());
        args.addAll(markers);
      }
      if (bridges) {
        args.add(r.descriptors().size() - 1);
        for (String d : r.descriptors().subList(1, r.descriptors().size())) {
          args.add(MethodType.fromMethodDescriptorString(d, loader));
        }
      }
      return LambdaMetafactory.altMetafactory(lookup, r.method(), factory, args.toArray());
    }
  }

  /**
   * What the call site makes: of a lambda that captures nothing the one there is, else one with
   * zeros and nulls.
   */
  static Object made(CallSite site) {
    MethodHandle zero = site.getTarget();
    for (Class<?> c : site.type().parameterArray()) {
      zero = MethodHandles.insertArguments(zero, 0, c.isPrimitive() ? zero(c) : null);
    }
    try {
      return zero.invoke();
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  private static Object zero(Class<?> primitive) {
    Object v = java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(primitive, 1), 0);
    if (v == null) {
      throw new IllegalStateException("no zero of " + primitive);
    }
    return v;
  }

  private static MethodHandle implementation(
      LambdaRecipe r, Class<?> host, MethodHandles.Lookup lookup)
      throws ReflectiveOperationException {
    ClassLoader loader = host.getClassLoader();
    Class<?> owner = Class.forName(r.owner(), false, loader);
    MethodType type = MethodType.fromMethodDescriptorString(r.descriptor(), loader);
    if (r.name().equals("<init>")) {
      return lookup.findConstructor(owner, type);
    }
    Method m = declared(owner, r.name(), type);
    if (r.name().endsWith(LambdaRecipe.ANY)) {
      m = LambdaRecipe.onlyOne(owner, r.name(), type);
    }
    String name = m == null ? r.name() : m.getName();
    if (m != null && Modifier.isStatic(m.getModifiers())) {
      return lookup.findStatic(owner, name, type);
    }
    return m != null && Modifier.isPrivate(m.getModifiers()) && owner == host
        ? lookup.findSpecial(owner, name, type, host)
        : lookup.findVirtual(owner, name, type);
  }

  /** The method itself, where the class or a superclass declares it. */
  private static @Nullable Method declared(Class<?> owner, String name, MethodType type) {
    for (Class<?> k = owner; k != null; k = k.getSuperclass()) {
      for (Method m : Mem.methods(k)) {
        if (m.getName().equals(name)
            && m.getReturnType() == type.returnType()
            && type.parameterList().equals(List.of(m.getParameterTypes()))) {
          return m;
        }
      }
    }
    return null;
  }

  /**
   * The interface's method with its type arguments filled in, as far as the implementation needs
   * it: each parameter as the implementation takes it, where that is narrower.
   */
  private static MethodType narrowest(MethodType sam, MethodType implementation, int captured) {
    MethodType t = sam;
    for (int i = 0; i < sam.parameterCount(); i++) {
      Class<?> declared = sam.parameterType(i);
      Class<?> taken = box(implementation.parameterType(captured + i));
      if (!declared.isPrimitive() && declared.isAssignableFrom(taken)) {
        t = t.changeParameterType(i, taken);
      }
    }
    Class<?> given = box(implementation.returnType());
    Class<?> declared = sam.returnType();
    return !declared.isPrimitive() && given != Void.class && declared.isAssignableFrom(given)
        ? t.changeReturnType(given)
        : t;
  }

  private static Class<?> box(Class<?> c) {
    return MethodType.methodType(c).wrap().returnType();
  }

  /** A lookup that may do what {@code host} itself may. */
  static MethodHandles.Lookup trusted(Class<?> host) {
    return TRUSTED.in(host);
  }

  private static MethodHandles.Lookup trusted() {
    Field f = Mem.field(MethodHandles.Lookup.class, "IMPL_LOOKUP").orElseThrow();
    Object lookup = Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f));
    if (lookup instanceof MethodHandles.Lookup l) {
      return l;
    }
    throw new IllegalStateException("java.lang.invoke.MethodHandles.Lookup.IMPL_LOOKUP");
  }
}
