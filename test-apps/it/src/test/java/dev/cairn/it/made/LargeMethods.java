package dev.cairn.it.made;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/**
 * Hard case 33: a method that is nearly as large as a class file can hold, one that HotSpot hardly
 * compiles any more, and one that is all calls and wide locals.
 */
final class LargeMethods {
  static final String NAME = "LargeMethods";

  private LargeMethods() {}

  static Map<String, byte[]> classes() {
    String source =
        """
        import dev.cairn.annotations.Cairn;
        public class LargeMethods {
          static int calls;
          /** A safe point in each 9th call. */
          static int f(int k) { if (++calls %% 9 == 0) Cairn.safePoint(); return k; }
        %s
          public static void main(String[] args) {
            System.out.println(huge(3) + " " + large(5) + " " + wide(7));
          }
        }
        """
            .formatted(
                method("huge", 110, 6_400) + method("large", 60, 650) + method("wide", 200, 0));
    Map<String, byte[]> classes = Compiled.of(NAME, source, "--release", "17");
    Map<String, Integer> sizes = sizes(classes.get(NAME));
    within(sizes, "huge", 58_000, 65_535);
    within(sizes, "large", 7_000, 8_000);
    within(sizes, "wide", 3_000, 4_500);
    return classes;
  }

  private static void within(Map<String, Integer> sizes, String method, int from, int to) {
    int size = sizes.getOrDefault(method, 0);
    if (size < from || size > to) {
      throw new AssertionError(method + " has " + size + " bytes, not " + from + " to " + to);
    }
  }

  /** Twenty wide locals, so many calls that may lead to a safe point, and so many other lines. */
  private static String method(String name, int calls, int lines) {
    StringBuilder out = new StringBuilder("  static long " + name + "(int x) {\n");
    for (int i = 0; i < 10; i++) {
      out.append("double d%d = x + %d; long l%d = x - %d;\n".formatted(i, i, i, i));
    }
    for (int i = 0; i < calls; i++) {
      out.append("d%d += f((int) l%d); l%d++;\n".formatted(i % 10, i * 7 % 10, i % 9));
    }
    out.append("x = (x * 3 + 7) ^ x;\n".repeat(lines));
    String sum =
        IntStream.range(0, 10)
            .mapToObj(i -> "l" + i + " + (long) d" + i)
            .collect(Collectors.joining(" + "));
    return out.append("return x + ").append(sum).append(";\n}\n").toString();
  }

  private static Map<String, Integer> sizes(byte[] classFile) {
    Map<String, Integer> sizes = new HashMap<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String desc, String signature, String[] thrown) {
                return new CodeSizeEvaluator(null) {
                  @Override
                  public void visitEnd() {
                    sizes.put(name, getMinSize());
                  }
                };
              }
            },
            0);
    return sizes;
  }
}
