package dev.cairn.instrumenter.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

public class SubstitutionTest {
  /** Arguments at which x86-64's own functions and StrictMath's differ were found by trying. */
  public static final double[] ARGUMENTS =
      new java.util.Random(1).doubles(20_000, -30, 30).toArray();

  /** What is treated: by call, by reference, by constant. */
  public static final class Caller implements LongSupplier {
    static final DoubleUnaryOperator REFERENCE = Math::exp;
    static final DoubleBinaryOperator POWER = Math::pow;

    @Override
    public long getAsLong() {
      long sum = 0;
      for (double x : ARGUMENTS) {
        sum = sum * 31 + bits(Math.sin(x) + Math.cos(x));
        sum = sum * 31 + bits(REFERENCE.applyAsDouble(x));
        sum = sum * 31 + bits(POWER.applyAsDouble(2.5, x));
      }
      return sum;
    }
  }

  public static long bits(double x) {
    return Double.doubleToLongBits(x);
  }

  /** The same by StrictMath. */
  private static long strict() {
    long sum = 0;
    for (double x : ARGUMENTS) {
      sum = sum * 31 + bits(StrictMath.sin(x) + StrictMath.cos(x));
      sum = sum * 31 + bits(StrictMath.exp(x));
      sum = sum * 31 + bits(StrictMath.pow(2.5, x));
    }
    return sum;
  }

  private static byte[] bytes(Class<?> c) throws IOException {
    try (InputStream in = c.getResourceAsStream("/" + c.getName().replace('.', '/') + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static Class<?> define(byte[] bytes) {
    return new ClassLoader(SubstitutionTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(null, bytes, 0, bytes.length);
      }
    }.define();
  }

  @Test
  void callsAndReferencesAreStrict() throws Exception {
    byte[] treated = MathCalls.APPLICATION.apply(bytes(Caller.class));
    LongSupplier c =
        (LongSupplier) define(Objects.requireNonNull(treated)).getConstructor().newInstance();

    assertThat(new Caller().getAsLong()).as("control: Math differs here").isNotEqualTo(strict());
    assertThat(c.getAsLong()).isEqualTo(strict());
  }

  @Test
  void constantsAreStrict() throws Exception {
    Handle sin = new Handle(Opcodes.H_INVOKESTATIC, "java/lang/Math", "sin", "(D)D", false);
    Handle invoke =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/ConstantBootstraps",
            "invoke",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                + "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;",
            false);
    ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    w.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Constants", null, "java/lang/Object", null);
    MethodVisitor mv =
        w.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "handle",
            "()Ljava/lang/invoke/MethodHandle;",
            null,
            null);
    mv.visitLdcInsn(sin);
    mv.visitInsn(Opcodes.ARETURN);
    mv.visitMaxs(0, 0);
    MethodVisitor dynamic =
        w.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "value", "()D", null, null);
    dynamic.visitLdcInsn(new ConstantDynamic("x", "D", invoke, sin, ARGUMENTS[0]));
    dynamic.visitInsn(Opcodes.DRETURN);
    dynamic.visitMaxs(0, 0);
    w.visitEnd();

    byte[] treated = MathCalls.APPLICATION.apply(w.toByteArray());
    Class<?> c = define(Objects.requireNonNull(treated));
    var handle = (java.lang.invoke.MethodHandle) c.getMethod("handle").invoke(null);

    assertThat(MethodHandles.lookup().revealDirect(handle).getDeclaringClass())
        .isEqualTo(StrictMath.class);
    assertThat(c.getMethod("value").invoke(null)).isEqualTo(StrictMath.sin(ARGUMENTS[0]));
  }

  @Test
  void whatNamesNoneOfThemIsLeftAlone() throws IOException {
    assertThat(MathCalls.APPLICATION.apply(bytes(SubstitutionTest.class))).isNull();
    assertThat(Substitution.NONE.apply(bytes(Caller.class))).isNull();
  }

  @Test
  void anotherDescriptorIsRefused() {
    StaticCall from = StaticCall.parse("java/lang/Math.sin(D)D");
    StaticCall to = StaticCall.parse("java/lang/Math.ulp(F)F");
    assertThatThrownBy(() -> Substitution.of(Map.of(from, to)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Every method that the table names is Math's and StrictMath's. */
  @Test
  void tableNamesMethods() {
    for (Class<?> c : new Class<?>[] {Math.class, StrictMath.class}) {
      TreeSet<String> has = new TreeSet<>();
      Stream.of(c.getMethods())
          .forEach(m -> has.add(m.getName() + org.objectweb.asm.Type.getMethodDescriptor(m)));
      assertThat(has).containsAll(MathCalls.table().keySet());
    }
  }
}
