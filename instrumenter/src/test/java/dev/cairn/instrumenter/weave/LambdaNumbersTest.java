package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.runtime.LambdaSites;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

final class LambdaNumbersTest {
  private static final String SOURCE =
      """
      import java.io.Serializable;
      import java.util.function.*;
      public class Main {
        private int secret = 5;
        static Runnable first() { return () -> {}; }
        static Runnable second() { return () -> {}; }
        static Object both(int v) {
          return (Supplier<String> & Serializable) () -> "s" + v;
        }
        static String text(int v) { return "v" + v; }
        IntSupplier inner() { return () -> secret; }
        static String run() {
          Function<String, Integer> f = Integer::parseInt;
          return "" + (first() == first()) + (first() == second()) + f.apply("7")
              + ((Supplier<?>) both(3)).get() + new Main().inner().getAsInt() + text(1);
        }
      }
      """;

  @Test
  void eachPlaceHasItsNumber() {
    byte[] numbered = Objects.requireNonNull(LambdaNumbers.apply(compiled(SOURCE)));
    List<Integer> numbers = new ArrayList<>();
    new ClassReader(numbered)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String desc, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String name, String desc, Handle bootstrap, Object... args) {
                    assertThat(bootstrap.getOwner())
                        .isNotEqualTo("java/lang/invoke/LambdaMetafactory");
                    if (bootstrap.getOwner().equals(RuntimeCalls.LAMBDA_SITES)) {
                      numbers.add((Integer) args[args.length - 1]);
                    }
                  }
                };
              }
            },
            0);
    assertThat(numbers).containsExactly(0, 1, 2, 3, 4, 5); // the last: $deserializeLambda$
  }

  @Test
  void aNumberedClassDoesWhatItDid() throws Exception {
    byte[] original = compiled(SOURCE);
    byte[] numbered = Objects.requireNonNull(LambdaNumbers.apply(original));
    assertThat(run(define(numbered))).isEqualTo(run(define(original)));
  }

  /** What is linked first, be it by a clone or by a restored snapshot, is what the place gives. */
  @Test
  void aPlaceGivesWhatItIsLinkedTo() throws Throwable {
    Class<?> main = define(Objects.requireNonNull(LambdaNumbers.apply(compiled(SOURCE))));
    Class<?> other = define(Objects.requireNonNull(LambdaNumbers.apply(compiled(SOURCE))));
    Object before = call(main, "first", MethodType.methodType(Runnable.class));
    LambdaSites.link(other, 0, Objects.requireNonNull(LambdaSites.linked(main, 0)));
    assertThat(call(other, "first", MethodType.methodType(Runnable.class))).isSameAs(before);
    assertThat(call(other, "second", MethodType.methodType(Runnable.class))).isNotSameAs(before);
    assertThat(LambdaSites.of(other)).containsOnlyKeys(0, 1);
    Object both =
        MethodHandles.privateLookupIn(main, MethodHandles.lookup())
            .findStatic(main, "both", MethodType.methodType(Object.class, int.class))
            .invoke(3);
    assertThat(both).isInstanceOf(Serializable.class);
  }

  @Test
  void aClassWithoutLambdasIsLeftAlone() {
    assertThat(LambdaNumbers.apply(compiled("public class Main { String s = \"a\" + this; }")))
        .isNull();
  }

  private static byte[] compiled(String source) {
    return Objects.requireNonNull(Compiler.compile(17, source).get("Main"));
  }

  private static Class<?> define(byte[] bytes) throws ClassNotFoundException {
    return Class.forName(
        "Main",
        true,
        new ClassLoader(LambdaNumbersTest.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) {
            return defineClass(name, bytes, 0, bytes.length);
          }
        });
  }

  private static String run(Class<?> main) throws Exception {
    return (String) call(main, "run", MethodType.methodType(String.class));
  }

  private static Object call(Class<?> main, String name, MethodType type) throws Exception {
    try {
      return MethodHandles.privateLookupIn(main, MethodHandles.lookup())
          .findStatic(main, name, type)
          .invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
