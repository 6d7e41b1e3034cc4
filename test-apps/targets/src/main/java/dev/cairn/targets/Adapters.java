package dev.cairn.targets;

import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.loop;
import static dev.cairn.targets.Points.s;

import dev.cairn.annotations.CheckpointLoop;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Hard case 23: safe points below the JDK's adapters, which save nothing. Every call counts, so
 * that none may run twice.
 */
public final class Adapters {
  private static int calls;

  /** Only reflection calls these. */
  public static final class Reflected {
    private final int made;

    public Reflected(int made) {
      this.made = f(made) + ++calls;
      if (made == 3) {
        throw new IllegalArgumentException("made " + s("three"));
      }
    }

    public Reflected() {
      this(7);
    }

    int whole(int a, long b, double c) {
      return made + loop(a) + (int) b + (int) c + ++calls;
    }

    static void nothing(StringBuilder out) {
      out.append("nothing ").append(f(++calls));
    }

    static boolean isEven(int v) {
      return f(++calls + v) % 2 == 0;
    }

    static synchronized String text(String v, Object... more) {
      return s(v) + more.length + ++calls;
    }

    static void failing(String how) throws Exception {
      calls++;
      for (@CheckpointLoop int i = 0; i < 2; i++) {
        calls++;
      }
      switch (how) {
        case "checked" -> throw new Exception("checked " + calls);
        case "null" -> throw new NullPointerException("null " + calls);
        case "cast" -> throw new ClassCastException("cast " + calls);
        default -> throw new AssertionError(how + calls);
      }
    }
  }

  private Adapters() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    for (int round = 0; round < 2; round++) {
      methods();
      constructors();
      nested();
      handles(round);
    }
    System.out.println("calls " + calls);
  }

  /** Handles that call a method of the very type that the call names. */
  private static void handles(int round) {
    StringBuilder out = new StringBuilder();
    try {
      Reflected made = new Reflected(1);
      out.append(round + 2 * (int) handle("whole").invokeExact(made, 2, 3L, 4.5)).append(' ');
      out.append((boolean) handle("isEven").invoke(++calls));
      Supplier<Object> inner = () -> s(" in") + ++calls;
      Supplier<Object> outer = () -> got(inner) + s(" out") + ++calls;
      out.append(got(outer));
      handle("nothing").invokeExact(out);
      handle("failing").invokeExact("checked");
    } catch (Throwable t) {
      out.append(' ').append(t).append(f(++calls));
    }
    System.out.println(out);
  }

  private static Object got(Supplier<Object> supplier) {
    try {
      return (Object)
          MethodHandles.lookup()
              .findVirtual(Supplier.class, "get", MethodType.methodType(Object.class))
              .invokeExact(supplier);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  private static MethodHandle handle(String name) throws ReflectiveOperationException {
    for (Method m : Reflected.class.getDeclaredMethods()) {
      if (m.getName().equals(name)) {
        return MethodHandles.lookup().unreflect(m);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Object call(String name, Object target, Object... args)
      throws ReflectiveOperationException {
    for (Method m : Reflected.class.getDeclaredMethods()) {
      if (m.getName().equals(name)) {
        return m.invoke(target, args);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static void methods() throws ReflectiveOperationException {
    StringBuilder out = new StringBuilder();
    out.append(3 * (int) call("whole", new Reflected(1), 2, 3L, 4.5)).append(' ');
    out.append(call("nothing", null, out)).append(call("isEven", null, 4)).append(' ');
    out.append(call("text", null, "v", new Object[] {1, 2}));
    for (String how : new String[] {"checked", "null", "cast", "error"}) {
      try {
        call("failing", null, how);
      } catch (InvocationTargetException e) {
        out.append(' ').append(e.getMessage()).append(e.getCause()).append(f(++calls));
      }
    }
    System.out.println(out);
  }

  @SuppressWarnings("deprecation") // of programs as old as it is
  private static void constructors() throws ReflectiveOperationException {
    Constructor<Reflected> constructor = Reflected.class.getConstructor(int.class);
    System.out.print(constructor.newInstance(5).made + Reflected.class.newInstance().made);
    try {
      constructor.newInstance(3);
    } catch (InvocationTargetException e) {
      String why = " " + e.getCause();
      System.out.println(why + s("!"));
    }
  }

  /** Reflection below reflection, a lambda and the JDK's own methods between. */
  private static void nested() throws ReflectiveOperationException {
    Method get = Supplier.class.getMethod("get");
    Supplier<Object> inner = () -> s("in") + ++calls;
    Supplier<Object> outer =
        () -> {
          try {
            return get.invoke(inner) + s("out") + ++calls;
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        };
    new ArrayList<>(List.of(1, 2)).forEach(v -> System.out.print(outer.get() + s(" ")));
    System.out.println(inner.get());
  }
}
