package dev.cairn.fuzz.write;

import static dev.cairn.fuzz.tree.Part.expression;

import dev.cairn.fuzz.tree.Kind;
import dev.cairn.fuzz.tree.Part.Expression;
import java.util.ArrayList;
import java.util.List;

/** Writes expressions: whatever may stand on the operand stack below a call. */
final class Expressions {
  private final Chance chance;
  private final List<Signature> methods;
  private final int release;

  /** The method being written, and what it sees. */
  private final Signature current;

  private final Scope scope;

  Expressions(Chance chance, List<Signature> methods, int release, Signature current, Scope scope) {
    this.chance = chance;
    this.methods = methods;
    this.release = release;
    this.current = current;
    this.scope = scope;
  }

  /** The same for a lambda's body. */
  Expressions in(Scope inner) {
    return new Expressions(chance, methods, release, current, inner);
  }

  Expression of(Kind kind, int depth) {
    if (depth <= 0 || chance.percent(15)) {
      return leaf(kind);
    }
    return switch (kind) {
      case INT -> ofInt(depth);
      case LONG -> ofLong(depth);
      case FLOAT -> ofFloat(depth);
      case DOUBLE -> ofDouble(depth);
      case BOOLEAN -> condition(depth);
      case STRING -> ofString(depth);
    };
  }

  private Expression leaf(Kind kind) {
    List<String> names = scope.readable(kind);
    if (!names.isEmpty() && chance.percent(75)) {
      return expression(kind, chance.pick(names));
    }
    return expression(
        kind,
        switch (kind) {
          case INT -> chance.oneOf("0", "1", "2", "5", "-1", "700", "70000", "that.field");
          case LONG -> chance.oneOf("0L", "3L", "-9L", "10000000000L", "trace");
          case FLOAT -> chance.oneOf("0f", "1.5f", "-0f");
          case DOUBLE -> chance.oneOf("0.0", "2.25", "-0.0", "1e300");
          case BOOLEAN -> chance.oneOf("((fuel & 1) == 0)", "(trace > 0)");
          case STRING -> chance.oneOf("\"a\"", "\"bc\"", "words[2]", "that.label");
        });
  }

  /** An index that is in range, mostly. */
  private Expression index(int depth) {
    return expression(Kind.INT, of(Kind.INT, depth), chance.percent(97) ? " & 7" : " & 15");
  }

  private Expression ofInt(int depth) {
    int d = depth - 1;
    Kind k = Kind.INT;
    return switch (chance.below(15)) {
      case 0, 1 -> call(k, depth);
      case 2 -> expression(k, "(", of(k, d), " * 3 + ", of(k, d), ")");
      case 3 -> choice(k, depth);
      case 4 -> expression(k, "ints[", index(d), "]");
      case 5 -> expression(k, "(int) ", construct(depth), ".v");
      case 6 -> expression(k, "(int) (", of(Kind.LONG, d), " >>> ", of(k, 0), ")");
      case 7 ->
          expression(k, "(", of(k, d), " / (", of(k, d), chance.percent(15) ? "))" : " | 1))");
      case 8 -> expression(k, "(ints[", index(d), "] ", compound(), " ", of(k, d), ")");
      case 9 -> expression(k, "chars[", index(d), "]++");
      case 10 -> expression(k, "grid[", of(k, d), " & 3][", of(k, d), " & 3]");
      case 11 -> expression(k, "order(new Disc(", of(k, d), "), new Disc(", of(k, d), "))");
      case 12 -> expression(k, "that.touch(", of(k, d), ")");
      case 13 -> expression(k, "new int[][] {{", of(k, d), "}, {", of(k, d), "}}[1][0]");
      default -> expression(k, "(", of(k, d), " ^ (int) ", of(Kind.DOUBLE, d), ")");
    };
  }

  private Expression ofLong(int depth) {
    int d = depth - 1;
    Kind k = Kind.LONG;
    return switch (chance.below(13)) {
      case 0, 1, 2 -> call(k, depth);
      case 3 -> expression(k, "(", of(k, 0), " * 5L + ", of(k, d), ")");
      case 4 -> expression(k, "(", of(Kind.INT, d), " - ", of(k, d), ")");
      case 5 -> expression(k, construct(depth), ".v");
      case 6 -> choice(k, depth);
      case 7 -> expression(k, "(longs[", index(d), "] ", compound(), " ", of(k, d), ")");
      case 8 -> shape(depth);
      case 9 -> expression(k, "that.new Inner(", of(Kind.INT, d), ").get(", of(Kind.INT, d), ")");
      case 10 -> expression(k, "sum(", of(Kind.INT, d), ", ", of(Kind.INT, d), ")");
      case 11 -> expression(k, "(new Main(", of(Kind.INT, d), ").field + ", of(k, d), ")");
      default -> expression(k, "(", of(k, d), " << ", of(Kind.INT, d), ")");
    };
  }

  private Expression shape(int depth) {
    return expression(
        Kind.LONG,
        "((Shape) new ",
        chance.oneOf("Square", "Disc"),
        "(",
        of(Kind.INT, depth - 1),
        ")).",
        chance.oneOf("area", "twice"),
        "(",
        of(Kind.INT, depth - 1),
        ")");
  }

  private Expression ofFloat(int depth) {
    int d = depth - 1;
    Kind k = Kind.FLOAT;
    return switch (chance.below(4)) {
      case 0, 1 -> call(k, depth);
      case 2 -> choice(k, depth);
      default -> expression(k, "(", of(k, d), " * (float) ", of(Kind.INT, d), ")");
    };
  }

  private Expression ofDouble(int depth) {
    int d = depth - 1;
    Kind k = Kind.DOUBLE;
    return switch (chance.below(7)) {
      case 0, 1 -> call(k, depth);
      case 2 -> choice(k, depth);
      case 3 -> expression(k, "(", of(k, d), " * 0.5 + ", of(Kind.LONG, d), ")");
      case 4 -> expression(k, "(", of(k, d), " - ", of(Kind.FLOAT, d), ")");
      case 5 -> expression(k, "(doubles[", index(d), "] += ", of(k, d), ")");
      default -> expression(k, "(", of(k, d), " % ", of(k, d), ")");
    };
  }

  private Expression condition(int depth) {
    int d = depth - 1;
    Kind k = Kind.BOOLEAN;
    return switch (chance.below(7)) {
      case 0 -> expression(k, "((", of(Kind.INT, d), " & 3) == ", chance.below(4), ")");
      case 1 -> expression(k, "(", of(Kind.LONG, d), " > ", of(Kind.LONG, d), ")");
      case 2 -> expression(k, "(", of(k, d), " && ", of(k, d), ")");
      case 3 -> expression(k, "(", of(k, d), " || !(", of(k, d), "))");
      case 4 -> expression(k, "(", of(Kind.DOUBLE, d), " < ", of(Kind.DOUBLE, d), ")");
      case 5 -> expression(k, "(", of(Kind.STRING, d), " == null)");
      default -> call(k, depth);
    };
  }

  private Expression ofString(int depth) {
    int d = depth - 1;
    Kind k = Kind.STRING;
    return switch (chance.below(9)) {
      case 0 -> call(k, depth);
      case 1 -> expression(k, "(\"s\" + (", of(Kind.INT, d), " & 255))");
      case 2 -> expression(k, "(\"\" + ", of(Kind.LONG, d), ").substring(0, 1)");
      case 3 -> expression(k, "new String(\"n\" + (char) ('a' + (", of(Kind.INT, d), " & 15)))");
      case 4 ->
          expression(
              k,
              "(\"<\" + ((",
              of(Kind.INT, d),
              ") & 7) + ",
              of(Kind.BOOLEAN, d),
              " + (",
              of(Kind.LONG, d),
              " & 31) + \">\")");
      case 5 -> expression(k, "words[", index(d), "]");
      case 6 -> expression(k, construct(depth), ".s");
      case 7 ->
          expression(
              k,
              "new StringBuilder().append(",
              of(Kind.INT, d),
              " & 9).append(",
              of(Kind.BOOLEAN, d),
              ").toString()");
      default -> choice(k, depth);
    };
  }

  /** A ternary, or a switch that gives a value. */
  private Expression choice(Kind kind, int depth) {
    int d = depth - 1;
    if (release >= 14 && chance.percent(40)) {
      String y = scope.fresh("y");
      return expression(
          kind,
          "(switch (",
          of(Kind.INT, d),
          " & ",
          chance.oneOf("3", "1023"),
          ") { case 0 -> ",
          of(kind, d),
          "; case 1, ",
          chance.oneOf("2", "900"),
          " -> { see(",
          of(Kind.LONG, d),
          "); " + kind.type() + " " + y + " = ",
          of(kind, d),
          "; yield " + y + "; } default -> ",
          of(kind, d),
          "; })");
    }
    return expression(kind, "(", of(Kind.BOOLEAN, d), " ? ", of(kind, d), " : ", of(kind, d), ")");
  }

  private String compound() {
    return chance.oneOf("+=", "-=", "^=", "=", "*=");
  }

  /** {@code new P(...)}, nested too. */
  private Expression construct(int depth) {
    int d = depth - 1;
    return switch (chance.below(3)) {
      case 0 -> expression(Kind.LONG, "new P(", of(Kind.INT, d), ")");
      case 1 -> expression(Kind.LONG, "new P(", of(Kind.LONG, d), ", ", of(Kind.DOUBLE, d), ")");
      default ->
          expression(
              Kind.LONG,
              "new P(",
              depth > 1 ? construct(d) : "new P(1)",
              ", ",
              of(Kind.INT, d),
              " & 7, ",
              of(Kind.STRING, d),
              ")");
    };
  }

  /** A call of a later method or of this one; where none gives this kind, a cast of another's. */
  private Expression call(Kind kind, int depth) {
    List<Signature> near =
        methods.stream()
            .filter(m -> m.number() >= current.number() && m.number() < current.number() + 4)
            .toList();
    List<Signature> same = near.stream().filter(m -> m.result() == kind).toList();
    if (!same.isEmpty()) {
      return callOf(chance.pick(same), kind, depth);
    }
    boolean number = kind != Kind.BOOLEAN && kind != Kind.STRING;
    List<Signature> numeric =
        near.stream().filter(m -> m.result() != Kind.BOOLEAN && m.result() != Kind.STRING).toList();
    return number && !numeric.isEmpty()
        ? expression(kind, "(", kind.type(), ") ", callOf(chance.pick(numeric), kind, depth))
        : leaf(kind);
  }

  private Expression callOf(Signature m, Kind kind, int depth) {
    List<Object> parts = new ArrayList<>();
    parts.add(m.instance() ? chance.oneOf("that.", "new Main(\"y\", 1).") : "");
    parts.add(m.name() + "(");
    for (int i = 0; i < m.parameters().size(); i++) {
      parts.add(i == 0 ? "" : ", ");
      parts.add(
          m.parameters().get(i) == Kind.STRING && chance.percent(15)
              ? "null"
              : of(m.parameters().get(i), depth - 1));
    }
    parts.add(")");
    return expression(kind, parts.toArray());
  }
}
