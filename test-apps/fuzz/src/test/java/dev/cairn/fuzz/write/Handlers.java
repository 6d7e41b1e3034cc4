package dev.cairn.fuzz.write;

import static dev.cairn.fuzz.tree.Part.statement;

import dev.cairn.fuzz.tree.Kind;
import dev.cairn.fuzz.tree.Part.Block;
import dev.cairn.fuzz.tree.Part.Statement;
import java.util.ArrayList;
import java.util.List;

/** Writes try statements. */
final class Handlers {
  private final Chance chance;
  private final Scope scope;
  private final Expressions expressions;
  private final Statements statements;

  Handlers(Chance chance, Scope scope, Expressions expressions, Statements statements) {
    this.chance = chance;
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
  }

  Statement tryCatch(int depth) {
    List<Object> parts = new ArrayList<>();
    parts.add("try {\n");
    parts.add(statements.block(depth + 1));
    if (chance.percent(40)) {
      parts.add("if (");
      parts.add(expressions.of(Kind.BOOLEAN, 2));
      parts.add(") throw new Odd(2);\n");
    }
    boolean caught = chance.percent(70);
    if (caught) {
      String e = scope.fresh("e");
      if (chance.percent(30)) {
        parts.add("see(risky(");
        parts.add(expressions.of(Kind.LONG, 2));
        parts.add("));\n} catch (Checked " + e + ") {\nsee(" + e + ".v);\n");
        parts.add(statements.block(depth + 1));
        e = scope.fresh("e");
      }
      String type =
          chance.oneOf(
              "Odd",
              "RuntimeException",
              "Throwable",
              "Odd | ArithmeticException",
              "IndexOutOfBoundsException | NullPointerException");
      parts.add("} catch (" + type + " " + e + ") {\nsee(" + e + ".getClass().getName());\n");
      parts.add(statements.variables());
      parts.add(statements.block(depth + 1));
      if (!type.equals("Throwable") && chance.percent(30)) {
        parts.add("if (");
        parts.add(expressions.of(Kind.BOOLEAN, 2));
        parts.add(") throw " + e + ";\n");
      }
    }
    if (!caught || chance.percent(40)) {
      parts.add("} finally {\n");
      parts.add(statements.variables());
      parts.add(chance.percent(30) ? statements.block(depth + 1) : falling(depth));
    }
    parts.add("}\n");
    return statement(parts.toArray());
  }

  /** A block that no jump leaves: what is thrown or returned goes on after it. */
  private Block falling(int depth) {
    List<String> labels = List.copyOf(scope.labels());
    scope.labels().clear();
    Block b = statements.block(depth + 1);
    scope.labels().addAll(labels);
    return b;
  }

  Statement resources(int depth) {
    List<Object> parts = new ArrayList<>();
    parts.add("try (Res " + scope.fresh("r") + " = new Res(");
    parts.add(expressions.of(Kind.INT, 2));
    parts.add(" & 3)");
    if (chance.percent(40)) {
      parts.add("; Res " + scope.fresh("r") + " = new Res(");
      parts.add(expressions.of(Kind.INT, 1));
      parts.add(" & 3)");
    }
    parts.add(") {\n");
    parts.add(statements.block(depth + 1));
    String e = scope.fresh("e");
    parts.add("} catch (Odd " + e + ") { see((long) " + e + ".v + " + e);
    parts.add(".getSuppressed().length); }\n");
    return statement(parts.toArray());
  }
}
