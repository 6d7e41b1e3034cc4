package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Type;

/** What leads through the JDK's adapters, and that the table names what the JDK has. */
class AdapterTest {
  private static final String INVOKE =
      "invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";

  private static Plan plan(String source) {
    return TestApp.of(new Javac(Javac.running().home(), 17), source).plan(null);
  }

  @ParameterizedTest
  @EnumSource(value = Adapter.class, mode = EnumSource.Mode.EXCLUDE, names = "METHOD_HANDLE")
  void isAMethodThatNoneOverrides(Adapter adapter) throws Exception {
    String owner =
        switch (adapter) {
          case METHOD_INVOKE -> "java.lang.reflect.Method";
          case CONSTRUCTOR_NEW_INSTANCE -> "java.lang.reflect.Constructor";
          case CLASS_NEW_INSTANCE -> "java.lang.Class";
          case PRIVILEGED, PRIVILEGED_EXCEPTION -> "java.security.AccessController";
          case METHOD_HANDLE -> throw new IllegalArgumentException();
        };
    assertThat(Adapter.of(owner.replace('.', '/'), adapter.key())).isEqualTo(adapter);
    Class<?> c = Class.forName(owner);
    Method method =
        Arrays.stream(c.getMethods())
            .filter(m -> adapter.key().equals(m.getName() + Type.getMethodDescriptor(m)))
            .findFirst()
            .orElseThrow();
    assertThat(Modifier.isFinal(c.getModifiers()) || Modifier.isStatic(method.getModifiers()))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoke", "invokeExact"})
  void isAMethodOfEveryType(String name) throws Exception {
    Method method = MethodHandle.class.getMethod(name, Object[].class);
    assertThat(Modifier.isFinal(method.getModifiers())).isTrue();
    for (String descriptor : List.of("()V", "(Ljava/lang/String;J)[I")) {
      assertThat(Adapter.of("java/lang/invoke/MethodHandle", name + descriptor))
          .isEqualTo(Adapter.METHOD_HANDLE);
      assertThat(Adapter.of("com/acme/Handle", name + descriptor)).isNull();
    }
    assertThat(
            Adapter.of(
                "java/lang/invoke/MethodHandle",
                "invokeWithArguments([Ljava/lang/Object;)Ljava/lang/Object;"))
        .isNull();
  }

  @Test
  void callsOfHandles() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            import java.lang.invoke.*;
            class Work {
              static int go(int k) { Cairn.safePoint(); return k; }
              static int stay(int k) { Cairn.safePoint(); return k; }
            }
            class Main {
              public static void main(String[] a) throws Throwable {
                MethodHandle go = MethodHandles.lookup().findStatic(Work.class, "go", MethodType.methodType(int.class, int.class));
                int k = (int) go.invokeExact(3);
              }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly("Main.main([Ljava/lang/String;)V", "Work.go(I)I");
    assertThat(plan.checkedCalls())
        .contains("java/lang/invoke/MethodHandle.invoke")
        .doesNotContain(INVOKE);
  }

  @Test
  void methodsThatAConstantNames() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Work {
              void go() { Cairn.safePoint(); }
              void stay() { Cairn.safePoint(); }
              static void other() {}
            }
            class Main {
              public static void main(String[] a) throws Exception {
                Class<?> c = Class.forName("app.Work");
                call(c, "go");
                plain();
              }
              static void call(Class<?> c, String name) throws Exception {
                c.getDeclaredMethod(name).invoke(c.getDeclaredConstructor().newInstance());
              }
              static void plain() {}
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly(
            "Main.call(Ljava/lang/Class;Ljava/lang/String;)V",
            "Main.main([Ljava/lang/String;)V",
            "Work.go()V");
    assertThat(plan.checkedCalls()).contains(INVOKE).doesNotContain("stay()V");
  }

  @Test
  void methodsWithAnAnnotation() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            import java.lang.annotation.*;
            import java.lang.reflect.*;
            @Retention(RetentionPolicy.RUNTIME) @interface Step {}
            interface Steps { @Step void first(); }
            class Real implements Steps { public void first() { Cairn.safePoint(); } }
            class Main {
              public static void main(String[] a) throws Exception {
                Steps s = new Real();
                for (Method m : Steps.class.getMethods()) {
                  if (m.isAnnotationPresent(Step.class)) m.invoke(s);
                }
              }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly("Main.main([Ljava/lang/String;)V", "Real.first()V");
  }

  @Test
  void methodsThatTheUserNames() {
    TestApp app =
        TestApp.of(
            new Javac(Javac.running().home(), 17),
            """
            class Work { static void go(int n) { for (int i = 0; i < n; i++) {} } }
            class Main {
              public static void main(String[] a) throws Exception {
                Work.class.getMethod(a[0], int.class).invoke(null, 3);
              }
            }
            """);
    Plan plan = app.plan("app.Work#go");
    assertThat(TestApp.woven(plan))
        .containsExactly("Main.main([Ljava/lang/String;)V", "Work.go(I)V");
    assertThat(plan.checkedCalls()).contains(INVOKE);
  }

  @Test
  void autoFollowsReflectionOnlyWhereItMeetsNoLoopWithout() {
    String launcher =
        """
        class Work { static void go(int n) { for (int i = 0; i < n; i++) {} } }
        class Main {
          public static void main(String[] a) throws Exception {
            %s
            Work.class.getMethod("go", int.class).invoke(null, 3);
          }
        }
        """;
    Javac javac = new Javac(Javac.running().home(), 17);
    assertThat(TestApp.woven(TestApp.of(javac, launcher.formatted("")).plan("auto")))
        .containsExactly("Main.main([Ljava/lang/String;)V", "Work.go(I)V");
    assertThat(
            TestApp.woven(
                TestApp.of(javac, launcher.formatted("for (String s : a) s.length();"))
                    .plan("auto")))
        .containsExactly("Main.main([Ljava/lang/String;)V");
  }

  @Test
  void nothingWhereNobodyInvokes() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Main {
              public static void main(String[] a) { System.out.println("go"); Cairn.safePoint(); }
              static void go() { Cairn.safePoint(); }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly("Main.main([Ljava/lang/String;)V");
    assertThat(plan.checkedCalls()).doesNotContain(INVOKE);
  }

  @Test
  void constructors() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Made { Made(int k) { Cairn.safePoint(); } Made() { this(1); } }
            class Main {
              public static void main(String[] a) throws Exception {
                one(Made.class);
                two(Made.class);
              }
              static void one(Class<?> c) throws Exception { c.newInstance(); }
              static void two(Class<?> c) throws Exception {
                c.getDeclaredConstructor(int.class).newInstance(2);
              }
            }
            """);
    assertThat(TestApp.woven(plan))
        .contains(
            "Made.<init>(I)V",
            "Made.<init>()V",
            "Main.one(Ljava/lang/Class;)V",
            "Main.two(Ljava/lang/Class;)V");
    assertThat(plan.checkedCalls())
        .contains(
            "newInstance()Ljava/lang/Object;",
            "newInstance([Ljava/lang/Object;)Ljava/lang/Object;");
  }

  @Test
  void privilegedActions() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            import java.security.*;
            class Main {
              public static void main(String[] a) throws Exception { one(); two(); }
              static void one() {
                AccessController.doPrivileged((PrivilegedAction<String>) () -> { Cairn.safePoint(); return ""; });
              }
              static void two() throws Exception {
                AccessController.doPrivileged(new Two());
              }
              static class Two implements PrivilegedExceptionAction<String> {
                public String run() { Cairn.safePoint(); return ""; }
              }
            }
            """);
    assertThat(TestApp.woven(plan))
        .contains("Main.one()V", "Main.two()V", "Main$Two.run()Ljava/lang/String;");
    assertThat(plan.checkedCalls())
        .contains(
            "doPrivileged(Ljava/security/PrivilegedAction;)Ljava/lang/Object;",
            "doPrivileged(Ljava/security/PrivilegedExceptionAction;)Ljava/lang/Object;");
  }
}
