package dev.cairn.fuzz.write;

import static dev.cairn.fuzz.tree.Part.statement;

import dev.cairn.fuzz.tree.Kind;
import dev.cairn.fuzz.tree.Part.Block;
import dev.cairn.fuzz.tree.Part.Expression;
import dev.cairn.fuzz.tree.Part.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the statements of one method. */
final class Statements {
  private static final int DEEPEST = 4;

  private final Chance chance;
  private final Signature method;
  private final Scope scope;
  private final Expressions expressions;
  private final Loops loops;
  private final Handlers handlers;

  /** How many statements may be written still. */
  private int budget;

  Statements(Chance chance, Signature method, Scope scope, Expressions expressions, int budget) {
    this.chance = chance;
    this.method = method;
    this.scope = scope;
    this.expressions = expressions;
    this.budget = budget;
    this.loops = new Loops(chance, scope, expressions, this);
    this.handlers = new Handlers(chance, scope, expressions, this);
  }

  /** Some statements; what they declare ends with them. */
  Block block(int depth) {
    Map<Kind, Integer> outer = scope.enter();
    List<Statement> all = new ArrayList<>();
    for (int i = 1 + chance.below(4); i > 0 && budget > 0; i--) {
      budget--;
      all.add(statementAt(depth));
    }
    scope.leave(outer);
    return new Block(all);
  }

  private Statement statementAt(int depth) {
    return switch (chance.below(depth > DEEPEST ? 11 : 26)) {
      case 0, 1, 2 -> declare();
      case 3, 4 -> assign();
      case 5, 6 -> see();
      case 7, 8 -> arrays();
      case 9 -> leave();
      case 10 -> statement("if (", condition(), ") throw new Odd(", of(Kind.INT, 1), ");\n");
      case 11, 12, 13 -> loops.loop(depth);
      case 14 -> loops.counted();
      case 15, 16 -> branch(depth);
      case 17, 18 -> handlers.tryCatch(depth);
      case 19 -> handlers.resources(depth);
      case 20, 21 -> statement("synchronized (", lock(), ") {\n", block(depth + 1), "}\n");
      case 22, 23 -> switchOf(depth);
      case 24 -> lambda();
      default -> builder();
    };
  }

  private String lock() {
    return chance.oneOf("LOCK", "that", "ints", "grid[1]", method.instance() ? "this" : "LOCK");
  }

  private Expression of(Kind kind, int depth) {
    return expressions.of(kind, depth);
  }

  /** Shows some variables, whatever else they are used for. */
  Block variables() {
    List<Statement> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<String> names = scope.readable(kind);
      if (!names.isEmpty() && chance.percent(40)) {
        all.add(statement("see(" + chance.pick(names) + ");\n"));
      }
    }
    return new Block(all);
  }

  private Statement see() {
    Kind kind = chance.pick(Arrays.asList(Kind.values()));
    return statement("see((" + kind.type() + ") ", of(kind, 2), ");\n");
  }

  private Expression condition() {
    return of(Kind.BOOLEAN, 2);
  }

  private Statement declare() {
    Kind kind = chance.pick(Arrays.asList(Kind.values()));
    String name = scope.fresh("v");
    Statement s =
        statement(
            kind.type() + " " + name + " = ",
            kind == Kind.STRING && chance.percent(30) ? "null" : of(kind, 3),
            ";\n");
    scope.declare(kind, name);
    return s;
  }

  private Statement assign() {
    Kind kind = chance.pick(Arrays.asList(Kind.values()));
    List<String> names = scope.writable(kind);
    if (names.isEmpty()) {
      return chance.percent(50)
          ? statement("that.field += ", of(Kind.INT, 2), ";\n")
          : statement("trace ^= ", of(Kind.LONG, 2), ";\n");
    }
    String operator =
        switch (kind) {
          case BOOLEAN -> chance.oneOf(" = ", " ^= ");
          case STRING -> " = ";
          default -> chance.oneOf(" = ", " += ", " -= ");
        };
    return statement(chance.pick(names) + operator, of(kind, 3), ";\n");
  }

  /** Compound assignments to elements of each type, calls on both sides. */
  private Statement arrays() {
    Expression at = of(Kind.INT, 1);
    return switch (chance.below(8)) {
      case 0 -> statement("longs[", at, " & 7] ^= ", of(Kind.LONG, 2), ";\n");
      case 1 -> statement("doubles[", at, " & 7] += ", of(Kind.DOUBLE, 2), ";\n");
      case 2 -> statement("bytes[", at, " & 7] += ", of(Kind.INT, 2), ";\n");
      case 3 -> statement("chars[", at, " & 7] *= ", of(Kind.INT, 2), ";\n");
      case 4 -> statement("words[", at, " & 7] = ", of(Kind.STRING, 2), ";\n");
      case 5 ->
          statement("grid[", at, " & 3][", of(Kind.INT, 1), " & 3] += ", of(Kind.INT, 2), ";\n");
      case 6 ->
          statement("ints[", at, chance.percent(15) ? "" : " & 7", "] = ", of(Kind.INT, 2), ";\n");
      default -> statement("see(new long[", at, " & 3][", of(Kind.INT, 1), " & 3].length);\n");
    };
  }

  /** Out of a loop, or of the method. */
  private Statement leave() {
    if (!scope.labels().isEmpty() && chance.percent(80)) {
      return statement(
          "if (",
          condition(),
          ") ",
          chance.oneOf("break ", "continue "),
          chance.pick(scope.labels()),
          ";\n");
    }
    return statement("if (", condition(), ") return ", of(method.result(), 2), ";\n");
  }

  private Statement branch(int depth) {
    return chance.percent(50)
        ? statement("if (", condition(), ") {\n", block(depth + 1), "}\n")
        : statement(
            "if (", condition(), ") {\n", block(depth + 1), "} else {\n", block(depth + 1), "}\n");
  }

  /** On small numbers, on numbers far apart, on strings; with and without fall-through. */
  private Statement switchOf(int depth) {
    List<Object> parts = new ArrayList<>();
    List<String> cases;
    switch (chance.below(3)) {
      case 0 -> {
        parts.addAll(List.of("switch (", of(Kind.INT, 2), " & 3) {\n"));
        cases = List.of("0", "1", "3");
      }
      case 1 -> {
        parts.addAll(List.of("switch (", of(Kind.INT, 2), " * 1000 % 7000) {\n"));
        cases = List.of("-3000", "0", "1000", "2000");
      }
      default -> {
        // "Aa" and "BB" have one hash code
        parts.addAll(
            List.of(
                "switch (new String[] {\"Aa\", \"BB\", \"C\", \"\"}[",
                of(Kind.INT, 2),
                " & 3]) {\n"));
        cases = List.of("\"Aa\"", "\"BB\"", "\"C\"");
      }
    }
    for (String c : cases) {
      parts.add("case " + c + ": {\n");
      parts.add(block(depth + 1));
      parts.add(chance.percent(50) ? "} break;\n" : "}\n");
    }
    if (chance.percent(40)) {
      parts.add("default: {\n");
      parts.add(block(depth + 1));
      parts.add("}\n");
    }
    parts.add("}\n");
    return statement(parts.toArray());
  }

  /** Lambdas that capture nothing, a long, an object; method references bound and unbound. */
  private Statement lambda() {
    String f = scope.fresh("f");
    String c = scope.fresh("c");
    Scope inner = scope.captured();
    inner.declareFinal(Kind.INT, "x");
    inner.declareFinal(Kind.LONG, c);
    String loop = "for (int q = 0; q < 2 && burn(); q++) r = r * 3 + ";
    return switch (chance.below(5)) {
      case 0 ->
          statement(
              "final long " + c + " = ",
              of(Kind.LONG, 2),
              ";\nIntUnaryOperator " + f + " = x -> { int r = x; " + loop,
              expressions.in(inner).of(Kind.INT, 2),
              "; return r; };\nsee((long) " + f + ".applyAsInt(",
              of(Kind.INT, 1),
              ") + " + f + ".applyAsInt(",
              of(Kind.INT, 0),
              ") * 3L);\n");
      case 1 ->
          statement(
              "{ LongSupplier " + f + " = () -> { long r = 1; " + loop + "q; return r; };\nsee(",
              of(Kind.LONG, 1),
              " - " + f + ".getAsLong()); }\n");
      case 2 ->
          statement(
              "{ IntUnaryOperator " + f + " = that::touch;\nsee((long) " + f + ".applyAsInt(",
              of(Kind.INT, 2),
              ")); }\n");
      case 3 ->
          statement(
              "{ IntFunction<P> " + f + " = P::new; see(" + f + ".apply(",
              of(Kind.INT, 2),
              ").v + ",
              of(Kind.LONG, 2),
              "); }\n");
      default ->
          statement(
              "{ Shape " + f + " = x -> x + ",
              expressions.in(scope.captured()).of(Kind.LONG, 2),
              "; see(" + f + ".twice(",
              of(Kind.INT, 2),
              ")); }\n");
    };
  }

  private Statement builder() {
    String b = scope.fresh("b");
    return statement(
        "{ StringBuilder "
            + b
            + " = new StringBuilder();\nfor (int q = 0; q < 3 && burn(); q++) "
            + b
            + ".append(",
        of(Kind.INT, 2),
        ").append(q);\nsee(" + b + ".toString()); }\n");
  }
}
