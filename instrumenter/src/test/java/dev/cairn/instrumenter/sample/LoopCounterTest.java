package dev.cairn.instrumenter.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.weave.Compiler;
import dev.cairn.runtime.LoopCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Counted programs give what they gave, and the counts are right. */
class LoopCounterTest {
  private static final String SOURCE =
      """
      public class Main {
        int field;
        Main(int n) { for (int i = 0; i < n; i++) field += i; }
        static long twice(int n) {
          long s = 0;
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < 3; j++) s = s * 31 + (s > 7 ? i : j);
          }
          return s;
        }
        static int breaks(int[] a) {
          int k = 0;
          do { k++; if (a[k] < 0) break; } while (k < 8);
          return k;
        }
        static String caught(int n) {
          String s = "";
          while (n > 0) {
            try { s += 6 / (n - 2); } catch (ArithmeticException e) { s += "!"; } finally { n--; }
          }
          return s;
        }
        static int once(int n) {
          int k = 0;
          for (int i = 0; i < n; i++) do { k += i; } while (k < 0);
          return k;
        }
        static int none(int n) { return n + 1; }
        static String run() {
          return twice(5) + " " + breaks(new int[] {1, 1, 1, -1}) + caught(4) + new Main(6).field + once(4) + none(2);
        }
      }
      """;

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(LoopCounterTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static Object run(byte[] main) throws ReflectiveOperationException {
    Class<?> c = new Loader(Map.of("Main", main)).loadClass("Main");
    var method = c.getDeclaredMethod("run");
    method.setAccessible(true);
    return method.invoke(null);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void counts(int release) throws ReflectiveOperationException {
    byte[] plain = new HashMap<>(Compiler.compile(release, SOURCE)).get("Main");
    ProgramLoops loops = new ProgramLoops(20);
    byte[] counted = LoopCounter.weave(plain, loops);
    long[] before = LoopCounts.passes();
    assertThat(run(counted)).isEqualTo(run(plain));
    long[] after = LoopCounts.passes();
    assertThat(passed(loops, before, after, "<init>")).containsExactly(6L);
    assertThat(passed(loops, before, after, "twice")).containsExactly(5L, 15L);
    assertThat(passed(loops, before, after, "breaks")).containsExactly(2L);
    assertThat(passed(loops, before, after, "caught")).containsExactly(4L);
    assertThat(passed(loops, before, after, "once")).containsExactly(4L, 0L);
    assertThat(passed(loops, before, after, "none")).isEmpty();
  }

  /** As compilers once made loops: {@code goto C; B: n--; C: if (n > 0) goto B}. */
  @Test
  void headerThatTheBodyFallsInto() throws ReflectiveOperationException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, "Main", null, "java/lang/Object", null);
    MethodVisitor m = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()I", null, null);
    m.visitCode();
    m.visitIntInsn(Opcodes.BIPUSH, 9);
    m.visitVarInsn(Opcodes.ISTORE, 0);
    Label condition = new Label();
    m.visitJumpInsn(Opcodes.GOTO, condition);
    Label body = new Label();
    m.visitLabel(body);
    m.visitIincInsn(0, -1);
    m.visitLabel(condition);
    m.visitVarInsn(Opcodes.ILOAD, 0);
    m.visitJumpInsn(Opcodes.IFGT, body);
    m.visitVarInsn(Opcodes.ILOAD, 0);
    m.visitInsn(Opcodes.IRETURN);
    m.visitMaxs(0, 1);
    m.visitEnd();
    writer.visitEnd();
    ProgramLoops loops = new ProgramLoops(20);
    byte[] counted = LoopCounter.weave(writer.toByteArray(), loops);
    long before = LoopCounts.passes()[0];
    assertThat(run(counted)).isEqualTo(0);
    assertThat(LoopCounts.passes()[0] - before).isEqualTo(9);
  }

  private static List<Long> passed(ProgramLoops loops, long[] before, long[] after, String method) {
    return IntStream.range(1, 60)
        .boxed()
        .flatMap(line -> loops.around(new SampledFrame("Main", method, line, true)).stream())
        .distinct()
        .map(l -> after[l.id()] - before[l.id()])
        .toList();
  }

  @Test
  void loopsBeyondTheLastAreLeftAlone() {
    byte[] plain = new HashMap<>(Compiler.compile(17, SOURCE)).get("Main");
    ProgramLoops loops = new ProgramLoops(1);
    assertThat(LoopCounter.weave(plain, loops)).isNotNull();
    assertThat(loops.around(new SampledFrame("Main", "twice", 7, true))).isEmpty();
    assertThat(LoopCounter.weave(plain, new ProgramLoops(0))).isNull();
  }
}
