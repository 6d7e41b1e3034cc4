package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopSpecTest {
  private static TestApp app;

  @BeforeAll
  static void compile() {
    app =
        TestApp.of(
            """
            class Main {
              static int n;
              public static void main(String[] args) {
                run(1); run("x"); step(); new Inner().deep(); Abstract.of().inherited();
              }
              static void run(int k) {
                for (int i = 0; i < k; i++) {
                  for (int j = 0; j < k; j++) {
                    n++;
                  }
                  n--;
                }
                while (n > 0) { n--; }
              }
              static void run(String s) {
                while (n < 9) { n++; }
              }
              static void step() { for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) n++; }
              static void plain() { n++; }
              static class Inner {
                static { while (n > 7) { n--; } }
                void deep() {
                  Runnable r = () -> { while (n < 20) { n++; } };
                  r.run();
                }
              }
            }
            abstract class Abstract {
              abstract void nothing();
              void inherited() { while (Main.n < 9) { Main.n++; } }
              static Abstract of() { return new Abstract() { void nothing() {} }; }
            }
            class Sub extends Abstract { void nothing() {} }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app.Main#run                           | 8, 14, 17
          app/Main#run(I)V                       | 8, 14
          app.Main#run(Ljava/lang/String;)V      | 17
          app.Main#run(Ljava/lang/String;)V;app.Main#step | 17, 19
          app.Main#run(I)V:9                     | 9
          app.Main#run:10                        | 9
          app.Main#run:12                        | 8
          app.Main:14                            | 14
          app.Main#step:19                       | 19
          app.Main$Inner#lambda$deep$0           | 24
          app.Main.Inner#lambda$deep$0           | 24
          app.Main$Inner:24                      | 24
          app.Main:9; app.Main:8 ;               | 8, 9
          app.Main#run(I)V;auto                  | 8, 14, 17, 19, 24, 31
          """)
  void marks(String spec, String lines) {
    assertThat(TestApp.lines(app.plan(spec)).toString()).isEqualTo("[" + lines + "]");
  }

  @Test
  void aLineOfNestedLoopsMeansTheInnermost() {
    assertThat(app.plan("app.Main:19").loops().get("app/Main"))
        .singleElement()
        .satisfies(l -> assertThat(l.ordinal()).isEqualTo(1));
  }

  @Test
  void linesSeparateItemsToo() {
    String file = "// the hot ones\napp.Main#step\r\n\napp.Main:17\n";
    assertThat(TestApp.lines(app.plan(file))).containsExactly(17, 19);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app.Mian#run          | loops: no class app.Mian; did you mean app.Main?
          com.other.Main#run    | loops: no class com.other.Main; did you mean app.Main?
          zzz.Qwertyuiop#run    | loops: no class zzz.Qwertyuiop
          app.Main#rum          | loops: no method app.Main#rum; did you mean run?
          app.Main#run(J)V      | loops: no method app.Main#run(J)V; there is run(I)V and run(Ljava/lang/String;)V
          app.Main#plain        | loops: app.Main#plain has no loop; methods with loops: run, step
          app.Sub#inherited     | loops: app.Sub#inherited is inherited; say app.Abstract#inherited
          app.Abstract#nothing  | loops: app.Abstract#nothing is abstract or native and has no code; name the class that implements it
          app.Sub#nothing       | loops: app.Sub#nothing has no loop; no method of the class has one
          app.Main:6            | loops: line 6 of app.Main is in no loop; the nearest loops begin on lines 8, 9, 14
          app.Main#step:2       | loops: line 2 of app.Main#step is in no loop; the nearest loops begin on line 19
          app.Main#plain:20     | loops: app.Main#plain has no loop, on line 20 or any other
          app.Main:99999        | '99999' in the loop specification 'app.Main:99999' is no line number
          app.Main#run:x        | 'x' in the loop specification 'app.Main#run:x' is no line number
          app.Main              | 'app.Main' names no loop; say auto, annotated, class#method, class#method:line or class:line
          #run                  | '#run' names no loop; say auto, annotated, class#method, class#method:line or class:line
          app.Main#run(I        | a parenthesis is not closed in 'app.Main#run(I'
          ' ; ;'                | the loop specification is empty; say auto, annotated, class#method or class:line
          app.Main.Inner#<clinit> | loops: app.Main.Inner#<clinit> is a loop in a class initialiser; frames of class initialisers can't be saved; move the loop into a method that none calls
          annotated             | loops: no method that may run from app.Main#main([Ljava/lang/String;)V carries @CheckpointLoop or calls Cairn.safePoint(); name a loop by class#method, or say auto
          """)
  void refuses(String spec, String message) {
    assertThatThrownBy(() -> app.plan(spec))
        .isInstanceOf(LoopSpecException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.Main#run", "app.Main#step:19"})
  void oneBadItemRefusesAll(String good) {
    assertThatThrownBy(() -> app.plan(good + ";app.Main#plain"))
        .isInstanceOf(LoopSpecException.class);
  }

  @Test
  void withoutLineNumbersALineCantBeFound() {
    TestApp bare =
        new TestApp(
            Javac.running()
                .compile(
                    java.util.Map.of(
                        "app/Main.java",
                        "package app; class Main { public static void main(String[] a)"
                            + " { while (a != null) { a = null; } } }"),
                    "-g:none"));
    assertThatThrownBy(() -> bare.plan("app.Main:1"))
        .hasMessage(
            "loops: app.Main was compiled without line numbers; name the loop by class#method");
  }
}
