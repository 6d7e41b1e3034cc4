package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which calls may arrive at a dynamic proxy, and what they lead to. */
class ProxiedTypesTest {
  private static Plan plan(String main) {
    return TestApp.of(
            new Javac(Javac.running().home(), 17),
            """
            import dev.cairn.annotations.*;
            import java.lang.reflect.*;
            import java.util.function.*;
            interface Service { int count(); }
            class Handler implements InvocationHandler {
              public Object invoke(Object p, Method m, Object[] a) { Cairn.safePoint(); return 1; }
            }
            class Main {
              static void own(Service s) { s.count(); }
              static void jdk(IntUnaryOperator o) { o.applyAsInt(1); }
              static void other(LongUnaryOperator o) { o.applyAsLong(1); }
              static Object proxy(Class<?> c) {
                return Proxy.newProxyInstance(null, new Class<?>[] {c}, new Handler());
              }
              public static void main(String[] a) {
                Cairn.safePoint();
                own(null); jdk(null); other(null);
                %s
              }
            }
            """
                .formatted(main))
        .plan(null);
  }

  @Test
  void interfacesOfTheApplicationAndThoseNamed() {
    Plan plan = plan("proxy(IntUnaryOperator.class);");
    assertThat(TestApp.woven(plan))
        .contains(
            "Handler.invoke(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;",
            "Main.jdk(Ljava/util/function/IntUnaryOperator;)V",
            "Main.own(Lapp/Service;)V")
        .doesNotContain("Main.other(Ljava/util/function/LongUnaryOperator;)V");
    assertThat(plan.checkedCalls()).contains("count()I", "applyAsInt(I)I");
    assertThat(plan.weavesProxies()).isTrue();
  }

  @Test
  void noneWhereNoneIsMade() {
    Plan plan = plan("new Handler();");
    assertThat(TestApp.woven(plan)).doesNotContain("Main.own(Lapp/Service;)V");
    assertThat(plan.checkedCalls()).doesNotContain("count()I");
  }
}
