package dev.cairn.instrumenter.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes a random program from a seed: nested loops of all kinds, calls below operands, handlers,
 * monitors, switches, constructions, lambdas. It ends, since all loops and calls burn fuel.
 */
final class RandomProgram {
  private static final String FRAME =
      """
      import java.util.function.*;
      public class Main {
        static int fuel;
        static long trace;
        static final Object LOCK = new Object();
        static int[] arr = new int[8];
        int field = 1;
        static boolean burn() { return --fuel > 0; }
        static void see(long v) { trace = trace * 31 + v; }
        static class Odd extends RuntimeException { final int v; Odd(int v) { super("odd" + v); this.v = v; } }
        static class P {
          final long v; final String s;
          P(int a) { v = a; s = "p"; }
          P(long a, double b) { v = a + (long) b; s = "q"; }
          P(P p, int a, String t) { if (a == 3) throw new Odd(a); v = p.v * 3 + a; s = p.s + (t == null ? 0 : t.length()); }
        }
        static class Res implements AutoCloseable {
          final int k; Res(int k) { this.k = k; }
          public void close() { see(k); if (k == 2) throw new Odd(k); }
        }
      METHODS
        static String run() {
          fuel = FUEL; trace = 1; arr = new int[8];
          StringBuilder out = new StringBuilder();
          for (int top = 0; top < 2; top++) {
            try { out.append(m0(top, top + 2L, 0.5 * top, "t" + top)).append(' '); }
            catch (RuntimeException e) { out.append(e.getMessage()).append(' '); }
          }
          for (int v : arr) out.append(v).append(',');
          return out.append(trace).toString();
        }
      }
      """;

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<String> ints = new ArrayList<>();
  private final List<String> longs = new ArrayList<>();
  private final List<String> doubles = new ArrayList<>();
  private final List<String> strings = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final int methods;
  private int names;
  private int current;
  private int budget;
  private boolean instance;

  private RandomProgram(long seed) {
    random = new Random(seed);
    methods = 2 + random.nextInt(4);
  }

  static String source(long seed) {
    RandomProgram p = new RandomProgram(seed);
    for (int i = 0; i < p.methods; i++) {
      p.method(i);
    }
    return FRAME
        .replace("METHODS", p.out.toString())
        .replace("FUEL", String.valueOf(120 + p.random.nextInt(150)));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String name(String prefix) {
    return prefix + names++;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** {@code m<i>(int, long, double, String)}; some are synchronized, some instance methods. */
  private void method(int i) {
    current = i;
    budget = 14 + random.nextInt(14);
    clear();
    instance = i > 0 && i % 3 == 1;
    if (instance) {
      out.append("static long m").append(i);
      out.append("(int a, long b, double c, String d) { return new Main().i").append(i);
      out.append("(a, b, c, d); }\n");
    }
    out.append(chance(25) ? "synchronized " : "");
    out.append(instance ? "long i" : "static long m").append(i);
    out.append("(int a, long b, double c, String d) {\n");
    out.append("if (!burn()) return a + b;\n");
    ints.add("a");
    longs.add("b");
    doubles.add("c");
    strings.add("d");
    block(0);
    out.append("return ").append(longExpression(2)).append(";\n}\n");
  }

  private void clear() {
    ints.clear();
    longs.clear();
    doubles.clear();
    strings.clear();
    labels.clear();
  }

  private void block(int depth) {
    int[] sizes = {ints.size(), longs.size(), doubles.size(), strings.size()};
    int n = 1 + random.nextInt(4);
    for (int i = 0; i < n && budget > 0; i++) {
      budget--;
      statement(depth);
    }
    trim(ints, sizes[0]);
    trim(longs, sizes[1]);
    trim(doubles, sizes[2]);
    trim(strings, sizes[3]);
  }

  private static void trim(List<String> list, int size) {
    while (list.size() > size) {
      list.remove(list.size() - 1);
    }
  }

  private void statement(int depth) {
    int kind = random.nextInt(depth > 3 ? 9 : 20);
    switch (kind) {
      case 0, 1 -> declare();
      case 2, 3 -> assign();
      case 4 -> out.append("see(").append(longExpression(2)).append(");\n");
      case 5 -> arrayAssign();
      case 6 -> out.append("see(").append(construct(2)).append(".v);\n");
      case 7 -> jumpOut();
      case 8 ->
          out.append("if (")
              .append(condition())
              .append(") throw new Odd(")
              .append(intExpression(1))
              .append(");\n");
      case 9, 10 -> loop(depth);
      case 11 -> counted();
      case 12, 13 -> branch(depth);
      case 14, 15 -> tryBlock(depth);
      case 16 -> {
        out.append("synchronized (")
            .append(chance(50) ? "LOCK" : instance ? "this" : "arr")
            .append(") {\n");
        block(depth + 1);
        out.append("}\n");
      }
      case 17 -> switchBlock(depth);
      case 18 -> lambda();
      default -> resources(depth);
    }
  }

  private void declare() {
    switch (random.nextInt(4)) {
      case 0 -> {
        String v = name("i");
        out.append("int ").append(v).append(" = ").append(intExpression(2)).append(";\n");
        ints.add(v);
      }
      case 1 -> {
        String v = name("l");
        out.append("long ").append(v).append(" = ").append(longExpression(2)).append(";\n");
        longs.add(v);
      }
      case 2 -> {
        String v = name("d");
        out.append("double ").append(v).append(" = ").append(doubleExpression(2)).append(";\n");
        doubles.add(v);
      }
      default -> {
        String v = name("s");
        out.append("String ").append(v).append(" = ");
        out.append(chance(30) ? "null" : stringExpression()).append(";\n");
        strings.add(v);
      }
    }
  }

  private void assign() {
    switch (random.nextInt(4)) {
      case 0 -> out.append(pick(ints)).append(chance(50) ? " += " : " = ").append(intExpression(2));
      case 1 ->
          out.append(pick(longs)).append(chance(50) ? " ^= " : " = ").append(longExpression(2));
      case 2 ->
          out.append(pick(doubles)).append(chance(50) ? " *= " : " = ").append(doubleExpression(2));
      default ->
          out.append(pick(strings)).append(" = ").append(chance(20) ? "null" : stringExpression());
    }
    out.append(";\n");
  }

  private void arrayAssign() {
    out.append("arr[").append(intExpression(1)).append(" & 7]");
    out.append(
        chance(30)
            ? "++;\n"
            : chance(50) ? " += " + intExpression(2) + ";\n" : " = " + intExpression(2) + ";\n");
  }

  private void jumpOut() {
    if (!labels.isEmpty()) {
      out.append("if (").append(condition()).append(") ");
      out.append(chance(50) ? "break " : "continue ").append(pick(labels)).append(";\n");
    } else if (chance(20)) {
      out.append("if (")
          .append(condition())
          .append(") return ")
          .append(longExpression(2))
          .append(";\n");
    } else {
      assign();
    }
  }

  private void loop(int depth) {
    String label = name("L");
    String v = name("k");
    labels.add(label);
    int kind = random.nextInt(4);
    int n = 1 + random.nextInt(3);
    switch (kind) {
      case 0 ->
          out.append(label)
              .append(": for (int ")
              .append(v)
              .append(" = 0; ")
              .append(v)
              .append(" < ")
              .append(n)
              .append(" && burn(); ")
              .append(v)
              .append("++) {\n");
      case 1 ->
          out.append("long ")
              .append(v)
              .append(" = ")
              .append(n)
              .append(";\n")
              .append(label)
              .append(": while (")
              .append(v)
              .append("-- > 0 && burn()) {\n");
      case 2 ->
          out.append("int ")
              .append(v)
              .append(" = 0;\n")
              .append(label)
              .append(": do {\n")
              .append(v)
              .append("++;\n");
      default ->
          out.append("int ")
              .append(v)
              .append(" = 0;\n")
              .append(label)
              .append(": while (true) {\nif (")
              .append(v)
              .append("++ >= ")
              .append(n)
              .append(" || !burn()) break;\n");
    }
    (kind == 1 ? longs : ints).add(v);
    block(depth + 1);
    if (kind == 2) {
      out.append("} while (")
          .append(v)
          .append(" < ")
          .append(n)
          .append(" && ")
          .append(chance(30) ? call(1) + " != -7L && " : "")
          .append("burn());\n");
    } else {
      out.append("}\n");
    }
    (kind == 1 ? longs : ints).remove(v);
    labels.remove(label);
  }

  /** A loop that burns no fuel: it counts to a bound, and may leave early; the weaver's strips. */
  private void counted() {
    String k = name("k");
    String n = name("n");
    boolean wide = chance(30);
    boolean down = chance(30);
    int turns = new int[] {0, 1, 3, 511, 512, 513, 1100}[random.nextInt(7)];
    int step = new int[] {1, 1, 1, 2, 5, 1000}[random.nextInt(6)];
    long far = wide ? Long.MAX_VALUE : Integer.MAX_VALUE;
    long end = chance(25) ? far - random.nextInt(3) : random.nextInt(50);
    long start = end - (long) turns * step;
    String type = wide ? "long " : "int ";
    String suffix = wide ? "L" : "";
    out.append(type).append(n).append(" = ").append(down ? -end : end).append(suffix).append(";\n");
    out.append("for (").append(type).append(k).append(" = ");
    out.append(down ? -start : start).append(suffix).append("; ");
    String bound = chance(50) ? n : (down ? -end : end) + suffix;
    String relation = (down ? ">" : "<") + (chance(25) && Math.abs(end) < 100 ? "=" : "");
    if (chance(20)) {
      out.append(bound).append(down ? " < " : " > ").append(k).append("; ");
    } else {
      out.append(k).append(' ').append(relation).append(' ').append(bound).append("; ");
    }
    out.append(k).append(down ? " -= " : " += ").append(step).append(") {\n");
    out.append("if (").append(k).append(down ? " < " : " > ").append(down ? -end : end);
    out.append(suffix).append(") break;\n"); // it ran over
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 ->
            out.append("arr[(int) ").append(k).append(" & 7] += ").append(pick(ints)).append(";\n");
        case 1 -> out.append(pick(longs)).append(" += ").append(k).append(";\n");
        case 2 ->
            out.append(pick(doubles)).append(" = Math.max(").append(k).append(" * 0.5, c) / 3;\n");
        case 3 -> out.append("if ((").append(k).append(" & 255) == 77) continue;\n");
        case 4 -> out.append("if (arr[3] == ").append(random.nextInt(40)).append(") break;\n");
        case 5 ->
            out.append("try { trace += 7 / (int) (")
                .append(k)
                .append(" & 63); } catch (ArithmeticException e) { trace ^= ")
                .append(k)
                .append("; }\n");
        case 6 ->
            out.append("synchronized (LOCK) { trace = trace * 31 + ").append(k).append("; }\n");
        default -> out.append("if (").append(pick(strings)).append(" == null) trace++;\n");
      }
    }
    out.append("}\n");
  }

  private void branch(int depth) {
    out.append("if (").append(condition()).append(") {\n");
    block(depth + 1);
    if (chance(50)) {
      out.append("} else {\n");
      block(depth + 1);
    }
    out.append("}\n");
  }

  private void tryBlock(int depth) {
    out.append("try {\n");
    block(depth + 1);
    boolean caught = chance(70);
    if (caught) {
      String e = name("e");
      out.append("} catch (")
          .append(chance(60) ? "Odd " : "RuntimeException ")
          .append(e)
          .append(") {\n");
      out.append("see(").append(e).append(".getMessage().length());\n");
      block(depth + 1);
      if (chance(30)) {
        out.append("if (").append(condition()).append(") throw ").append(e).append(";\n");
      }
    }
    if (!caught || chance(40)) {
      out.append("} finally {\n");
      List<String> saved = new ArrayList<>(labels);
      labels.clear();
      block(depth + 1);
      labels.addAll(saved);
    }
    out.append("}\n");
  }

  private void resources(int depth) {
    out.append("try (Res ")
        .append(name("r"))
        .append(" = new Res(")
        .append(intExpression(1))
        .append(" & 3)");
    if (chance(40)) {
      out.append("; Res ")
          .append(name("r"))
          .append(" = new Res(")
          .append(intExpression(0))
          .append(" & 3)");
    }
    out.append(") {\n");
    block(depth + 1);
    String e = name("e");
    out.append("} catch (Odd ")
        .append(e)
        .append(") { see(")
        .append(e)
        .append(".v + ")
        .append(e)
        .append(".getSuppressed().length); }\n");
  }

  private void switchBlock(int depth) {
    boolean onString = chance(30);
    out.append("switch (")
        .append(onString ? "\"\" + (" + intExpression(1) + " & 3)" : intExpression(1) + " & 3")
        .append(") {\n");
    for (int i = 0; i < 3; i++) {
      out.append(onString ? "case \"" + i + "\": " : "case " + i + ": ").append("{\n");
      block(depth + 1);
      out.append("}\n");
      out.append(chance(50) ? "break;\n" : "");
    }
    out.append("default:\n}\n");
  }

  private void lambda() {
    String f = name("f");
    String v = name("x");
    out.append("IntUnaryOperator ")
        .append(f)
        .append(" = ")
        .append(v)
        .append(" -> { int r = ")
        .append(v);
    out.append("; for (int q = 0; q < 2 && burn(); q++) r = r * 3 + q; return r; };\n");
    out.append("see(").append(f).append(".applyAsInt(").append(intExpression(1)).append(") + ");
    out.append(f).append(".applyAsInt(").append(intExpression(0)).append(") * 3L);\n");
  }

  private String condition() {
    return switch (random.nextInt(4)) {
      case 0 -> "(" + intExpression(1) + " & 3) == " + random.nextInt(4);
      case 1 -> longExpression(1) + " > " + longExpression(1);
      case 2 ->
          "("
              + intExpression(1)
              + " & 1) == 0 && "
              + doubleExpression(1)
              + " < "
              + doubleExpression(1);
      default -> "(" + intExpression(1) + " & 1) == 0 || " + pick(strings) + " == null";
    };
  }

  /** A call of a later method, or of this one; all go through {@code burn}. */
  private String call(int depth) {
    int target = Math.min(methods - 1, current + random.nextInt(3));
    return "m"
        + target
        + "("
        + intExpression(depth - 1)
        + ", "
        + longExpression(depth - 1)
        + ", "
        + doubleExpression(depth - 1)
        + ", "
        + stringArgument()
        + ")";
  }

  private String stringArgument() {
    return chance(20) ? "null" : pick(strings);
  }

  private String intExpression(int depth) {
    if (depth <= 0) {
      return chance(70) ? pick(ints) : String.valueOf(random.nextInt(9));
    }
    return switch (random.nextInt(6)) {
      case 0 -> "(int) " + call(depth);
      case 1 -> "(" + intExpression(depth - 1) + " * 3 + " + intExpression(depth - 1) + ")";
      case 2 ->
          "(("
              + intExpression(0)
              + " & 1) == 0 ? "
              + intExpression(depth - 1)
              + " : (int) "
              + call(depth)
              + ")";
      case 3 -> "arr[" + intExpression(depth - 1) + " & 7]";
      case 4 -> "(int) " + construct(depth) + ".v";
      default -> intExpression(0);
    };
  }

  private String longExpression(int depth) {
    if (depth <= 0) {
      return pick(longs);
    }
    return switch (random.nextInt(5)) {
      case 0, 1 -> "(" + longExpression(0) + " * 5L + " + call(depth) + ")";
      case 2 -> "(" + intExpression(depth - 1) + " - " + longExpression(depth - 1) + ")";
      case 3 -> construct(depth) + ".v";
      default -> longExpression(0);
    };
  }

  private String doubleExpression(int depth) {
    if (depth <= 0) {
      return chance(70) ? pick(doubles) : random.nextInt(5) + ".25";
    }
    return switch (random.nextInt(3)) {
      case 0 -> "(" + doubleExpression(depth - 1) + " * 0.5 + " + call(depth) + ")";
      case 1 -> "(" + doubleExpression(depth - 1) + " - " + intExpression(depth - 1) + ")";
      default -> doubleExpression(0);
    };
  }

  private String stringExpression() {
    return switch (random.nextInt(3)) {
      case 0 -> "\"s\" + " + intExpression(1);
      case 1 -> "(\"\" + " + call(1) + ").substring(0, 1)";
      default -> "new String(\"n\" + (" + intExpression(1) + " & 15))";
    };
  }

  private String construct(int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> "new P(" + intExpression(depth - 1) + ")";
      case 1 -> "new P(" + longExpression(depth - 1) + ", " + doubleExpression(depth - 1) + ")";
      default ->
          "new P("
              + (depth > 1 ? construct(depth - 1) : "new P(1)")
              + ", "
              + intExpression(depth - 1)
              + " & 7, "
              + stringArgument()
              + ")";
    };
  }
}
