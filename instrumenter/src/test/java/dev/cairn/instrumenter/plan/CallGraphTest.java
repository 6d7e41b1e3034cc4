package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which methods are woven, and which calls checked, for each way of calling. */
class CallGraphTest {
  private static final String MAIN = "Main.main([Ljava/lang/String;)V";

  /** Compiled at each release, since nestmates and string concatenation differ. */
  private static Plan plan(String source) {
    Plan plan = null;
    for (int release : new int[] {17, 8, 11}) {
      TestApp app = TestApp.of(new Javac(Javac.running().home(), release), source);
      Plan other = app.plan(null);
      if (plan == null) {
        plan = other;
      } else if (!source.contains("private")) { // javac 8 adds accessors, see below
        assertThat(other).as("release %d", release).isEqualTo(plan);
      }
    }
    return plan;
  }

  @Test
  void everyMethodBetweenRootAndSafePoint() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Main {
              static int n;
              public static void main(String[] a) { before(); step(3); after(); }
              static void before() { n++; }
              static void step(int k) { Main m = new Main(); m.run(); m.unrelated(); }
              void run() {
                for (@CheckpointLoop int i = 0; i < 3; i++) { inLoop(); }
              }
              void inLoop() { n++; }
              void unrelated() { n++; }
              static void after() { n++; }
              void neverCalled() { run(); }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly(MAIN, "Main.run()V", "Main.step(I)V");
    assertThat(plan.checkedCalls())
        .containsExactly("main([Ljava/lang/String;)V", "run()V", "step(I)V");
  }

  @Test
  void overridesInterfacesAndDefaults() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            interface Task { int go(); default int twice() { return go() + go(); } }
            abstract class Base implements Task { public int go() { return work(); } abstract int work(); }
            class Fast extends Base { int work() { return 1; } }
            class Slow extends Base {
              int work() { for (@CheckpointLoop int i = 0; i < 3; i++) {} return 2; }
            }
            class Other { int go() { return 1; } int work() { return 1; } }
            class Main {
              public static void main(String[] a) {
                Task t = a.length > 0 ? new Fast() : new Slow();
                t.twice();
                other(new Other());
              }
              static void other(Other o) { o.go(); o.work(); }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly("Base.go()I", MAIN, "Slow.work()I", "Task.twice()I");
    assertThat(plan.checkedCalls()).contains("go()I", "work()I", "twice()I");
  }

  @Test
  void inheritedBySomeOtherClassThatImplementsTheInterface() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            interface Task { void go(); }
            class Worker { public void go() { Cairn.safePoint(); } }
            class Both extends Worker implements Task {}
            class Main {
              public static void main(String[] a) { Task t = new Both(); t.go(); }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly(MAIN, "Worker.go()V");
  }

  @Test
  void bridgesAndGenerics() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            interface Visitor<T> { Object visit(T t); }
            class Strings implements Visitor<String> {
              public String visit(String s) { Cairn.safePoint(); return s; }
            }
            class Main {
              public static void main(String[] a) { call(new Strings(), "x"); }
              static <T> void call(Visitor<T> v, T t) { v.visit(t); }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly(
            "Main.call(Lapp/Visitor;Ljava/lang/Object;)V",
            MAIN,
            "Strings.visit(Ljava/lang/Object;)Ljava/lang/Object;",
            "Strings.visit(Ljava/lang/String;)Ljava/lang/String;");
  }

  @Test
  void lambdasAndMethodReferences() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            import java.util.function.*;
            class Main {
              interface Mine extends Function<String, String> {}
              static int n;
              public static void main(String[] a) {
                run(() -> n++);
                run(Main::loop);
                Runnable r = new Main()::bound;
                nested(r::run);
                Mine mine = s -> { Cairn.safePoint(); return s; };
                generic(mine);
                supplied(() -> 3);
              }
              static void run(Runnable r) { r.run(); }
              static void nested(Callable c) { c.call(); }
              interface Callable { void call(); }
              static void generic(Function<String, String> f) { f.apply("x"); }
              static void supplied(IntSupplier s) { s.getAsInt(); }
              static void loop() { for (@CheckpointLoop int i = 0; i < 3; i++) {} }
              void bound() { loop(); }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly(
            "Main.bound()V",
            "Main.generic(Ljava/util/function/Function;)V",
            "Main.lambda$main$1(Ljava/lang/String;)Ljava/lang/String;",
            "Main.loop()V",
            MAIN,
            "Main.nested(Lapp/Main$Callable;)V",
            "Main.run(Ljava/lang/Runnable;)V");
    // The proxies' own methods: what the stack check sees right inside the calling frame.
    assertThat(plan.checkedCalls())
        .contains("run()V", "call()V", "apply(Ljava/lang/Object;)Ljava/lang/Object;")
        .doesNotContain("getAsInt()I");
  }

  @Test
  void bridgesAndDefaultMethodsOfALambda() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            import java.util.function.*;
            class Main {
              interface Mine extends Function<String, Object> { Object apply(String s); }
              interface Marker { default void mark(Function<String, Object> f) { f.apply("y"); } }
              public static void main(String[] a) {
                Mine mine = (Mine & Marker) s -> { Cairn.safePoint(); return s; };
                generic(mine);
              }
              static void generic(Function<String, Object> f) { ((Marker) f).mark(f); }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly(
            "Main$Marker.mark(Ljava/util/function/Function;)V",
            "Main$Mine.apply(Ljava/lang/Object;)Ljava/lang/Object;",
            "Main.generic(Ljava/util/function/Function;)V",
            "Main.lambda$main$0(Ljava/lang/String;)Ljava/lang/Object;",
            MAIN);
    assertThat(plan.checkedCalls()).contains("apply(Ljava/lang/String;)Ljava/lang/Object;");
  }

  /** Two erasures and no class to hold a bridge: the proxy itself does, by altMetafactory. */
  @Test
  void bridgesInTheProxy() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Main {
              interface A { Object m(Integer i); }
              interface B<T> { Object m(T t); }
              interface C extends A, B<Integer> {}
              public static void main(String[] a) {
                C c = i -> { Cairn.safePoint(); return i; };
                b(c);
              }
              static void b(B<Integer> b) { b.m(1); }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly(
            "Main.b(Lapp/Main$B;)V",
            "Main.lambda$main$0(Ljava/lang/Integer;)Ljava/lang/Object;",
            MAIN);
    assertThat(plan.checkedCalls())
        .contains(
            "m(Ljava/lang/Object;)Ljava/lang/Object;", "m(Ljava/lang/Integer;)Ljava/lang/Object;");
  }

  @Test
  void superCallsStartAtTheDirectSuperclass() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class A { void go() { Cairn.safePoint(); } }
            class B extends A { void go() {} }
            class C extends B { void go() { super.go(); } }
            class D extends A { void go() { super.go(); } }
            class Main {
              public static void main(String[] a) { c(new C()); d(new D()); }
              static void c(C c) { c.go(); }
              static void d(D d) { d.go(); }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly("A.go()V", "D.go()V", "Main.d(Lapp/D;)V", MAIN);
  }

  /** Old compilers name the class that declares the method; the direct superclass's still runs. */
  @Test
  void superCallsThatNameAFarSuperclass() {
    TestApp app =
        TestApp.of(
            """
            import dev.cairn.annotations.*;
            class A { void go() { } }
            class B extends A { void go() { Cairn.safePoint(); } }
            class C extends B { void go() { super.go(); } }
            class Main { public static void main(String[] a) { new C().go(); } }
            """);
    ClassWriter out = new ClassWriter(0);
    new ClassReader(app.classes.get("app/C"))
        .accept(
            new ClassVisitor(Opcodes.ASM9, out) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String desc, String signature, String[] exceptions) {
                return new MethodVisitor(
                    Opcodes.ASM9, out.visitMethod(access, name, desc, signature, exceptions)) {
                  @Override
                  public void visitMethodInsn(
                      int op, String owner, String called, String d, boolean itf) {
                    boolean go = called.equals("go");
                    super.visitMethodInsn(op, go ? "app/A" : owner, called, d, itf);
                  }
                };
              }
            },
            0);
    app.classes.put("app/C", out.toByteArray());
    assertThat(TestApp.woven(app.plan(null))).containsExactly("B.go()V", "C.go()V", MAIN);
  }

  @Test
  void privateNestmates() {
    String source =
        """
        import dev.cairn.annotations.*;
        class Main {
          private void go() { Cairn.safePoint(); }
          static class Inner {
            private void go() {}
            void call(Main m) { m.go(); go(); }
          }
          static class Sub extends Main { void go() { Cairn.safePoint(); } }
          public static void main(String[] a) { new Inner().call(new Sub()); }
        }
        """;
    assertThat(TestApp.woven(plan(source)))
        .containsExactly("Main$Inner.call(Lapp/Main;)V", "Main.go()V", MAIN);
    TestApp old = TestApp.of(new Javac(Javac.running().home(), 8), source);
    assertThat(TestApp.woven(old.plan(null)))
        .containsExactly(
            "Main$Inner.call(Lapp/Main;)V", "Main.access$000(Lapp/Main;)V", "Main.go()V", MAIN);
  }

  @Test
  void calledBackByTheJdkOutsideOfTheTableIsWovenButItsFramesPin() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            import java.util.*;
            class Main {
              static class Order implements Comparator<String> {
                public int compare(String a, String b) { return deep(a); }
                int deep(String a) { Cairn.safePoint(); return 0; }
              }
              public static void main(String[] a) {
                new java.util.concurrent.ConcurrentSkipListSet<>(new Order()).add("b");
                java.util.concurrent.CompletableFuture.completedFuture("c").thenAccept(s -> here());
              }
              static void here() { Cairn.safePoint(); }
            }
            """);
    assertThat(TestApp.woven(plan))
        .contains(
            "Main$Order.compare(Ljava/lang/Object;Ljava/lang/Object;)I",
            "Main$Order.compare(Ljava/lang/String;Ljava/lang/String;)I",
            "Main$Order.deep(Ljava/lang/String;)I",
            "Main.here()V",
            "Main.lambda$main$0(Ljava/lang/String;)V",
            MAIN);
    assertThat(plan.notes().stream().map(PlanNote::method).toList())
        .containsExactly("here()V", "deep(Ljava/lang/String;)I");
  }

  @Test
  void classInitialisersAreNoted() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Main {
              static final Main ONE = make();
              void go() { Cairn.safePoint(); }
              static Main make() { Main m = new Main(); m.go(); return m; }
              public static void main(String[] a) { }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly("Main.go()V", MAIN);
    assertThat(plan.notes().stream().map(PlanNote::toString).toList())
        .hasSize(2)
        .anySatisfy(n -> assertThat(n).startsWith("app.Main#<clinit>()V:4: not woven"))
        .anySatisfy(n -> assertThat(n).startsWith("app.Main#go()V:5: no call"));
  }

  /** A constructor is one class's: a call of another one with the same descriptor isn't checked. */
  @Test
  void constructorsAreCheckedByClass() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Main {
              static class Other { Other(int k) { } }
              static class Base { Base(int k) { Cairn.safePoint(); } }
              static class Kid extends Base { Kid() { super(3); new Other(2); } }
              public static void main(String[] a) { new Kid(); }
            }
            """);
    assertThat(TestApp.woven(plan))
        .containsExactly("Main$Base.<init>(I)V", "Main$Kid.<init>()V", MAIN);
    assertThat(plan.checkedCalls())
        .containsExactly(
            "app/Main$Base.<init>(I)V", "app/Main$Kid.<init>()V", "main([Ljava/lang/String;)V");
  }

  @Test
  void whatReflectionCallsIsAdmittedWithItsCallers() {
    String source =
        """
        class Main {
          static int n;
          public static void main(String[] a) throws Exception {
            Class.forName(a[0]).getMethod("start").invoke(null);
          }
        }
        class Plugin {
          public static void start() { middle(); }
          static void middle() { Hidden.run(); }
        }
        class Hidden {
          static void run() { while (Main.n < 3) { Main.n++; } }
        }
        """;
    Plan plan = TestApp.of(source).plan("app.Hidden#run");
    assertThat(TestApp.woven(plan))
        .containsExactly("Hidden.run()V", MAIN, "Plugin.middle()V", "Plugin.start()V");
    assertThat(plan.checkedCalls())
        .contains("invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;");
    assertThat(plan.notes()).isEmpty();
    Plan without = TestApp.of(source.replace(".invoke(null)", "")).plan("app.Hidden#run");
    assertThat(without.notes())
        .singleElement()
        .asString()
        .startsWith("app.Hidden#run()V:13: no call");
  }

  @Test
  void aClassNamedInAStringIsLive() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Main {
              public static void main(String[] a) throws Exception {
                ((Runnable) Class.forName("app.Plugin").getConstructor().newInstance()).run();
              }
            }
            class Plugin implements Runnable {
              public void run() { Cairn.safePoint(); }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly(MAIN, "Plugin.run()V");
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  void classesThatNothingCreatesReceiveNoCall() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            interface Task { void go(); }
            class Used implements Task { public void go() { Cairn.safePoint(); } }
            class Unused implements Task { public void go() { Cairn.safePoint(); } }
            class UsedLater implements Task { public void go() { Cairn.safePoint(); } }
            class Main {
              static Task t = new Used();
              public static void main(String[] a) { t.go(); Object o = (Supplier) UsedLater::new; }
              interface Supplier { Task get(); }
              static boolean is(Object o) { return o instanceof Unused; }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly(MAIN, "Used.go()V", "UsedLater.go()V");
  }

  @Test
  void whatReflectionMayCreate() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            import java.util.*;
            interface Service { void serve(); }
            class Provider implements Service { public void serve() { Cairn.safePoint(); } }
            abstract class Plugin { abstract void go(); }
            class Configured extends Plugin { void go() { Cairn.safePoint(); } }
            class Main {
              static final String ODD = "[ not a descriptor";
              public static void main(String[] a) throws Exception {
                System.out.println("[*]{" + ODD);
                for (Service s : ServiceLoader.load(Service.class)) { s.serve(); }
                Object o = Class.forName(System.getProperty("plugin")).getConstructor().newInstance();
                ((Plugin) o).go();
              }
            }
            """);
    assertThat(TestApp.woven(plan)).containsExactly("Configured.go()V", MAIN, "Provider.serve()V");
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  void belowARootThatIsNotMain() {
    Plan plan =
        plan(
            """
            import dev.cairn.annotations.*;
            class Main {
              public static void main(String[] a) { outside(); }
              static void outside() { new Main().job(() -> Cairn.safePoint()); }
              @CheckpointJob void job(Runnable r) { r.run(); job(r); }
            }
            """);
    assertThat(plan.root().dotted()).isEqualTo("app.Main.job(Ljava/lang/Runnable;)V");
    assertThat(TestApp.woven(plan))
        .containsExactly("Main.job(Ljava/lang/Runnable;)V", "Main.lambda$outside$0()V");
  }

  @Test
  void badClassesAreNotedAndTheRestPlanned() {
    TestApp good =
        TestApp.of(
            """
            class Main { public static void main(String[] a) { while (a != null) { a = null; } } }
            class Broken { void f() {} }
            class Renamed { }
            """);
    byte[] broken = good.classes.get("app/Broken").clone();
    java.util.Arrays.fill(broken, 40, broken.length, (byte) 0xff);
    byte[] tooNew = good.classes.get("app/Renamed").clone();
    tooNew[7] = 120;
    good.classes.putAll(
        Map.of(
            "app/Broken",
            broken,
            "app/TooNew",
            tooNew,
            "app/Elsewhere",
            good.classes.get("app/Renamed"),
            "app/Empty",
            new byte[0]));
    Plan plan = good.plan("auto");
    assertThat(TestApp.lines(plan)).containsExactly(2);
    assertThat(plan.notes().stream().map(PlanNote::className).toList())
        .containsExactly("app/Broken", "app/Elsewhere", "app/Empty", "app/TooNew");
    assertThat(plan.notes().last().reason()).contains("Unsupported class file major version 120");
  }

  @Test
  void codeIsReadOnlyWhereACallLeads() {
    StringBuilder source =
        new StringBuilder("class Main { public static void main(String[] a) { C0.f(); } }\n");
    for (int i = 0; i < 40; i++) {
      source.append(
          "class C%d { static void f() { %s for (int i = 0; i < 9; i++) { } } }\n"
              .formatted(i, i < 9 ? "C" + (i + 1) + ".f();" : ""));
    }
    TestApp app = TestApp.of(source.toString());
    Plan plan = app.plan("auto");
    assertThat(TestApp.loops(plan)).hasSize(10);
    assertThat(app.reads.get("app/C30")).as("header").isEqualTo(1);
    assertThat(app.reads.get("app/C5")).as("header, code, loops").isEqualTo(3);
    assertThat(app.reads.values()).allMatch(n -> n <= 3);
  }
}
