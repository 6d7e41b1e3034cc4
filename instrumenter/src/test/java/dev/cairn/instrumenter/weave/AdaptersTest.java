package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Safe points below the JDK's adapters, whose frames save nothing. */
final class AdaptersTest {
  @Test
  void methodInvoke() {
    Harness.prove(
        Program.java(
            """
            import java.lang.reflect.*;
            import java.util.*;
            import java.util.function.*;
            public class Main {
              static int n;
              static int tick(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
              static int num(int k) { return tick(k); }
              static void none() { tick(1); }
              static boolean flag() { return tick(1) > 0; }
              static char letter() { tick(1); return 'c'; }
              static long wide(long a, double b) { return tick((int) a) + (long) b; }
              static float real() { return tick(2) * 0.5f; }
              static String text(String s) { return s + tick(3); }
              static Integer boxed() { return 1000 + tick(1); }
              static void fails(boolean error) throws Exception {
                tick(1);
                if (error) throw new AssertionError("error " + n);
                throw new Exception("checked " + n);
              }
              int inst(int k) { return k + tick(k); }
              interface Op { Object go(int k) throws Exception; }
              static Object call(String name, Object target, Object... args) throws Exception {
                return Arrays.stream(Main.class.getDeclaredMethods()).filter(m -> m.getName().equals(name) && !m.isSynthetic()).findFirst().get().invoke(target, args);
              }
              static String wrapped(boolean error) throws Exception {
                try {
                  return "" + call("fails", null, error);
                } catch (InvocationTargetException e) {
                  return "wrapped " + e.getMessage() + " " + e.getCause() + " " + tick(1);
                }
              }
              static String run() throws Exception {
                n = 0;
                StringBuilder out = new StringBuilder();
                for (int round = 0; round < 2; round++) {
                  Object v = call("num", null, 3);
                  out.append(v.getClass().getSimpleName()).append(v).append(call("none", null));
                  out.append(call("flag", null)).append(call("letter", null));
                  out.append(call("wide", null, 3L, 2.5)).append(call("real", null));
                  out.append(call("text", null, "x")).append(call("boxed", null));
                  out.append(call("inst", new Main(), 4)).append(5 + (Integer) call("num", null, 1) * 2);
                  out.append(wrapped(false)).append(wrapped(true));
                }
                Supplier<Integer> s = () -> tick(1);
                IntSupplier i = () -> tick(2);
                Op op = k -> call("num", null, k);
                out.append(Supplier.class.getMethod("get").invoke(s));
                out.append(IntSupplier.class.getMethod("getAsInt").invoke(i));
                Method go = Op.class.getDeclaredMethod("go", int.class);
                out.append(go.invoke(op, 3)).append(op.go(4));
                return out.append(n).toString();
              }
            }
            """));
  }

  @Test
  void methodHandles() {
    Harness.prove(
        Program.java(
            """
            import java.lang.invoke.*;
            import java.lang.reflect.Method;
            import java.util.*;
            import java.util.function.*;
            public class Main {
              static int n;
              static int tick(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
              static int num(int k) { return tick(k); }
              static void none() { tick(1); }
              static boolean flag() { return tick(1) > 0; }
              static char letter() { tick(1); return 'c'; }
              static byte small() { tick(1); return -3; }
              static long wide(long a, double b) { return tick((int) a) + (long) b; }
              static float real() { return tick(2) * 0.5f; }
              static double more() { return tick(2) * 0.25; }
              static String text(String s) { return s + tick(3); }
              static void fails() throws Exception { tick(1); throw new Exception("checked " + n); }
              int inst(int k) { return k + tick(k); }
              static class Sub extends Main {
                @Override int inst(int k) { return 2 * k + tick(k); }
              }
              static MethodHandle handle(String name) throws Exception {
                return MethodHandles.lookup().unreflect(
                    Arrays.stream(Main.class.getDeclaredMethods()).filter(m -> m.getName().equals(name) && !m.isSynthetic()).findFirst().get());
              }
              static MethodHandle of(Class<?> c, String name, Class<?> type) throws Exception {
                return MethodHandles.lookup().findVirtual(c, name, MethodType.methodType(type));
              }
              static String run() throws Throwable {
                n = 0;
                StringBuilder out = new StringBuilder();
                for (int round = 0; round < 2; round++) {
                  out.append(7 + (int) handle("num").invokeExact(3) * 2);
                  handle("none").invokeExact();
                  out.append((boolean) handle("flag").invokeExact()).append((char) handle("letter").invoke());
                  out.append((byte) handle("small").invokeExact()).append((long) handle("wide").invokeExact(3L, 2.5));
                  out.append((float) handle("real").invoke()).append((double) handle("more").invokeExact());
                  out.append((String) handle("text").invokeExact("x"));
                  out.append((int) handle("inst").invokeExact((Main) new Sub(), 4));
                  try {
                    handle("fails").invokeExact();
                  } catch (Exception e) {
                    out.append(e.getMessage()).append(tick(1));
                  }
                }
                Supplier<Object> s = () -> "s" + tick(1);
                IntSupplier i = () -> tick(2);
                out.append((Object) of(Supplier.class, "get", Object.class).invokeExact(s));
                out.append((int) of(IntSupplier.class, "getAsInt", int.class).invoke(i));
                return out.append(n).toString();
              }
            }
            """));
  }

  @Test
  void constructors() {
    Harness.prove(
        Program.java(
            """
            import java.lang.reflect.*;
            public class Main {
              static int n;
              static int tick(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
              static class Made {
                final int v;
                public Made() { v = tick(1); }
                public Made(int k) throws Exception { v = tick(k); if (v > 10) throw new Exception("at " + v); }
              }
              static String run() throws Exception {
                n = 0;
                String s = "" + Made.class.newInstance().v + Made.class.getConstructor().newInstance().v;
                s += Made.class.getConstructor(int.class).newInstance(1).v;
                try {
                  Made.class.getConstructor(int.class).newInstance(9);
                } catch (InvocationTargetException e) {
                  s += e.getCause() + " " + e.getMessage() + tick(1);
                }
                return s;
              }
            }
            """));
  }

  @Test
  void doPrivileged() {
    Harness.prove(
        Program.java(
            """
            import java.security.*;
            public class Main {
              static int n;
              static int tick(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
              static int fail(int kind) throws Exception {
                tick(kind);
                if (kind == 1) throw new Exception("checked " + n);
                if (kind == 2) throw new IllegalStateException("unchecked " + n);
                throw new AssertionError("error " + n);
              }
              static String run() throws Exception {
                n = 0;
                String s = "" + AccessController.doPrivileged((PrivilegedAction<Integer>) () -> tick(1));
                s += AccessController.doPrivileged(new PrivilegedAction<String>() { public String run() { return "r" + tick(2); } });
                for (int i = 1; i <= 3; i++) {
                  int kind = i;
                  try {
                    s += AccessController.doPrivileged((PrivilegedExceptionAction<Integer>) () -> fail(kind));
                  } catch (PrivilegedActionException e) {
                    s += "wrapped " + e.getException();
                  } catch (IllegalStateException | AssertionError e) {
                    s += e;
                  }
                  try {
                    AccessController.doPrivileged((PrivilegedAction<Integer>) () -> { throw new IllegalStateException("x" + tick(1)); });
                  } catch (IllegalStateException e) {
                    s += e.getMessage();
                  }
                }
                return s;
              }
            }
            """));
  }

  /** What is no adapter, or does more than one may, pins; and the job runs on. */
  @Test
  void whatElseStandsBetweenIsNamed() {
    pinned(
        "MethodHandles.lookup().findStatic(Main.class, \"tick\", MethodType.methodType(int.class, int.class)).invoke(1)",
        "a method handle's frame can't be saved");
    pinned(
        "MethodHandle.class.getMethod(\"invokeWithArguments\", Object[].class).invoke(MethodHandles.lookup().findStatic(Main.class, \"tick\", MethodType.methodType(int.class, int.class)), (Object) new Object[] {1})",
        "can't be saved");
    pinned(
        "LongSupplier.class.getMethod(\"getAsLong\").invoke((LongSupplier) Main::one)",
        "a lambda that unboxes or converts its result can't be saved");
    pinned(
        "Runnable.class.getMethod(\"run\").invoke((Runnable) Main::one)",
        "a lambda that unboxes or converts its result can't be saved");
    pinned(
        "Method.class.getMethod(\"invoke\", Object.class, Object[].class).invoke(Main.class.getDeclaredMethod(\"one\"), null, new Object[0])",
        "can't be saved");
    pinned("call(Main.class.getDeclaredMethod(\"one\")::invoke)", "can't be saved");
  }

  private static void pinned(String expression, String reason) {
    Program program =
        Program.java(
            """
            import java.lang.invoke.*;
            import java.lang.reflect.*;
            import java.util.function.*;
            public class Main {
              static int n;
              static int tick(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
              static int one() { return tick(1); }
              interface Call { Object go(Object o, Object... args) throws Throwable; }
              static Object call(Call c) throws Throwable { return c.go(null); }
              static String run() throws Throwable { n = 0; return "" + %s; }
            }
            """
                .formatted(expression));
    Harness h = new Harness(program);
    String plain = h.plain();
    assertThat(h.run(n -> true, false).result()).isEqualTo(plain);
    assertThat(h.pins)
        .as(expression)
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.reason()).contains(reason));
  }
}
