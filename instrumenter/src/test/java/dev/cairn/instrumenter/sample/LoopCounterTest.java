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
        static int none(int n) { return n + 1; }
        static String run() {
          return twice(5) + " " + breaks(new int[] {1, 1, 1, -1}) + caught(4) + new Main(6).field + none(2);
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
    ProgramLoops loops = new ProgramLoops(10);
    byte[] counted = LoopCounter.weave(plain, loops);
    long[] before = LoopCounts.passes();
    assertThat(run(counted)).isEqualTo(run(plain));
    long[] after = LoopCounts.passes();
    // each time that the header is reached: once more than a while loop has passes
    assertThat(passed(loops, before, after, "<init>")).containsExactly(7L);
    assertThat(passed(loops, before, after, "twice")).containsExactly(6L, 20L);
    assertThat(passed(loops, before, after, "breaks")).containsExactly(3L);
    assertThat(passed(loops, before, after, "caught")).containsExactly(5L);
    assertThat(passed(loops, before, after, "none")).isEmpty();
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
