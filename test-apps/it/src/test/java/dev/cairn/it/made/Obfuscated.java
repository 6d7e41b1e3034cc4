package dev.cairn.it.made;

import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Hard case 34: what obfuscators make. Names that no source can hold, one name for all that may
 * share one, no debug tables but such as lie about the slots.
 */
final class Obfuscated {
  static final String NAME = "Obfuscated";

  private static final String SOURCE =
      """
      import dev.cairn.annotations.Cairn;
      public class Obfuscated {
        public interface Op { int at(int k); }
        public static abstract class Base {
          int count; long weight; String text = "t";
          abstract public int one(int k);
          public int two(int k) { count += one(k); weight += point(count); return count; }
          public synchronized String three() { text += point(7); return text + weight; }
        }
        public static class Kid extends Base implements Op {
          public int one(int k) { return point(k + 1); }
          public int at(int k) { return one(k) + two(k); }
        }
        public static class Odd extends RuntimeException {
          public final int v;
          public Odd(int v) { super("odd"); this.v = point(v); }
        }
        public static int point(int k) { Cairn.safePoint(); return k; }
        static long wide(int k) {
          long sum = 0;
          for (int i = 0; i < 2; i++) {
            double d = k * 0.5;
            sum += (long) (d * point(i)) + k;
            float f = k;
            String s = "s" + i;
            sum += point(s.length()) + (long) f;
          }
          return sum;
        }
        public static void main(String[] args) {
          Op kid = new Kid();
          Op lambda = k -> point(k) * 3 + kid.at(k);
          StringBuilder out = new StringBuilder();
          for (int i = 0; i < 2; i++) {
            out.append(kid.at(i)).append(' ').append(lambda.at(i)).append(' ').append(wide(i));
            try {
              if (i == 1) throw new Odd(i);
            } catch (Odd e) {
              out.append(e.v).append(point(2));
            }
          }
          System.out.println(out + ((Kid) kid).three());
        }
      }
      """;

  /** Classes; all but the one that is named on the command line. */
  private static final Map<String, String> TYPES =
      Map.of(
          "Obfuscated$Op", "if",
          "Obfuscated$Base", "a b/#:1",
          "Obfuscated$Kid", "a b/\u200b ",
          "Obfuscated$Odd", "\ud83d\ude00/1\n=,\\");

  /** Members: one name for all, as far as descriptors tell them apart; and the odd ones out. */
  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("count", "-"),
          Map.entry("weight", "-"),
          Map.entry("text", "-"),
          Map.entry("v", "-"),
          Map.entry("point", " "),
          Map.entry("one", "\t()"),
          Map.entry("two", "two#1,"),
          Map.entry("three", "\\"),
          Map.entry("at", "new"),
          Map.entry("wide", " "));

  private Obfuscated() {}

  static Map<String, byte[]> classes() {
    Map<String, byte[]> classes = new TreeMap<>();
    Compiled.of(NAME, SOURCE, "--release", "8", "-g:none", "-XDstringConcat=inline")
        .forEach((name, bytes) -> classes.put(NAMES.map(name), rename(bytes)));
    return classes;
  }

  private static final Remapper NAMES =
      new Remapper(Opcodes.ASM9) {
        @Override
        public String map(String name) {
          return TYPES.getOrDefault(name, name);
        }

        @Override
        public String mapMethodName(String owner, String name, String descriptor) {
          return owner.startsWith(NAME) ? MEMBERS.getOrDefault(name, name) : name;
        }

        @Override
        public String mapFieldName(String owner, String name, String descriptor) {
          return owner.startsWith(NAME) ? MEMBERS.getOrDefault(name, name) : name;
        }

        @Override
        public String mapInvokeDynamicMethodName(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
          return MEMBERS.getOrDefault(name, name);
        }
      };

  private static byte[] rename(byte[] bytes) {
    ClassWriter out = new ClassWriter(0);
    new ClassReader(bytes).accept(new ClassRemapper(new Lies(out), NAMES), 0);
    return out.toByteArray();
  }

  /** Debug tables that call every slot a text, and every line the last. */
  private static final class Lies extends ClassVisitor {
    Lies(ClassVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      MethodVisitor m = super.visitMethod(access, name, descriptor, signature, thrown);
      return new MethodVisitor(Opcodes.ASM9, m) {
        private final Label start = new Label();

        @Override
        public void visitCode() {
          super.visitCode();
          super.visitLabel(start);
          super.visitLineNumber(65_535, start);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
          Label end = new Label();
          super.visitLabel(end);
          for (int slot = 0; slot < locals; slot++) {
            super.visitLocalVariable("if", "Ljava/lang/String;", null, start, end, slot);
          }
          super.visitMaxs(stack, locals);
        }
      };
    }
  }
}
