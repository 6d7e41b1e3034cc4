package dev.cairn.fuzz.write;

import static dev.cairn.fuzz.tree.Part.statement;

import dev.cairn.fuzz.tree.Kind;
import dev.cairn.fuzz.tree.Part.Block;
import dev.cairn.fuzz.tree.Part.Statement;
import java.util.ArrayList;
import java.util.List;

/** Writes loops of all kinds. */
final class Loops {
  private final Chance chance;
  private final Scope scope;
  private final Expressions expressions;
  private final Statements statements;

  Loops(Chance chance, Scope scope, Expressions expressions, Statements statements) {
    this.chance = chance;
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** A loop of a few passes that burns fuel, and whose body may leave it or one around it. */
  Statement loop(int depth) {
    String label = scope.fresh("L");
    String k = scope.fresh("k");
    int n = 1 + chance.below(3);
    boolean wide = chance.percent(30);
    String type = wide ? "long " : "int ";
    Kind kind = wide ? Kind.LONG : Kind.INT;
    return switch (chance.below(6)) {
      case 0 ->
          statement(
              label
                  + ": for ("
                  + type
                  + k
                  + " = 0; "
                  + k
                  + " < "
                  + n
                  + " && burn(); "
                  + k
                  + "++) {\n",
              body(depth, label, kind, k),
              "}\n");
      case 1 ->
          statement(
              type + k + " = " + n + ";\n" + label + ": while (" + k + "-- > 0 && burn()) {\n",
              body(depth, label, kind, k),
              "}\n");
      case 2 ->
          statement(
              type + k + " = 0;\n" + label + ": do {\n" + k + "++;\n",
              body(depth, label, kind, k),
              "} while (" + k + " < " + n + " && burn() && ",
              expressions.of(Kind.BOOLEAN, 1),
              ");\n");
      case 3 ->
          statement(
              type
                  + k
                  + " = 0;\n"
                  + label
                  + ": while (true) {\nif ("
                  + k
                  + "++ >= "
                  + n
                  + " || !burn()) break;\n",
              body(depth, label, kind, k),
              "}\n");
      case 4 ->
          statement(
              label + ": for (int " + k + " : new int[] {",
              expressions.of(Kind.INT, 2),
              ", 7}) {\nif (!burn()) break;\n",
              body(depth, label, Kind.INT, k),
              "}\n");
      default ->
          statement(
              label + ": for (String " + k + " : Arrays.asList(",
              expressions.of(Kind.STRING, 2),
              ", \"z\")) {\nif (!burn()) break;\n",
              body(depth, label, Kind.STRING, k),
              "}\n");
    };
  }

  private Block body(int depth, String label, Kind kind, String counter) {
    List<String> labels = scope.labels();
    labels.add(label);
    var outer = scope.enter();
    scope.declare(kind, counter);
    Block body = statements.block(depth + 1);
    scope.leave(outer);
    labels.remove(label);
    return body;
  }

  /** A loop that burns no fuel: it counts to a bound, and may leave early; the weaver's strips. */
  Statement counted() {
    String k = scope.fresh("k");
    String n = scope.fresh("n");
    boolean wide = chance.percent(30);
    boolean down = chance.percent(30);
    int turns = chance.oneOf(0, 1, 3, 511, 512, 513, 1100);
    int step = chance.oneOf(1, 1, 1, 2, 5, 1000);
    long far = wide ? Long.MAX_VALUE : Integer.MAX_VALUE;
    long end = chance.percent(25) ? far - chance.below(3) : chance.below(50);
    long start = end - (long) turns * step;
    String suffix = wide ? "L" : "";
    String type = wide ? "long " : "int ";
    String last = (down ? -end : end) + suffix;
    String bound = chance.percent(50) ? n : last;
    String relation = (down ? " >" : " <") + (chance.percent(25) && end < 100 ? "= " : " ");
    List<Statement> body = new ArrayList<>();
    // it ran over the end of its type
    body.add(statement("if (" + k + (down ? " < " : " > ") + last + ") break;\n"));
    for (int i = 1 + chance.below(3); i > 0; i--) {
      body.add(pass(k));
    }
    return statement(
        type + n + " = " + last + ";\n",
        "for (" + type + k + " = " + (down ? -start : start) + suffix + "; ",
        chance.percent(20) ? bound + (down ? " < " : " > ") + k : k + relation + bound,
        "; " + k + (down ? " -= " : " += ") + step + ") {\n",
        new Block(body),
        "}\n");
  }

  private Statement pass(String k) {
    return statement(
        switch (chance.below(8)) {
          case 0 -> "ints[(int) " + k + " & 7] += that.field;\n";
          case 1 -> "trace += " + k + ";\n";
          case 2 -> "doubles[2] = Math.max(" + k + " * 0.5, doubles[1]) / 3;\n";
          case 3 -> "if ((" + k + " & 255) == 77) continue;\n";
          case 4 -> "if (ints[3] == " + chance.below(40) + ") break;\n";
          case 5 ->
              "try { trace += 7 / (int) ("
                  + k
                  + " & 63); } catch (ArithmeticException e) { trace ^= "
                  + k
                  + "; }\n";
          case 6 -> "synchronized (LOCK) { trace = trace * 31 + " + k + "; }\n";
          default -> "if (words[1] == null) trace++;\n";
        });
  }
}
