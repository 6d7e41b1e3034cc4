package dev.cairn.fuzz.write;

import static dev.cairn.fuzz.tree.Part.statement;

import dev.cairn.fuzz.tree.Kind;
import dev.cairn.fuzz.tree.Part.Block;
import dev.cairn.fuzz.tree.Part.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a program from a seed: class {@code Main} with {@code static String run()}, which gives a
 * digest of all that the program did. It ends, since loops and calls burn fuel.
 */
public final class ProgramWriter {
  private final Chance chance;
  private final int release;
  private final List<Signature> methods = new ArrayList<>();

  private ProgramWriter(long seed, int release) {
    this.chance = new Chance(seed);
    this.release = release;
  }

  /**
   * Writes.
   *
   * @param release the Java release whose syntax may be used
   */
  public static Statement write(long seed, int release) {
    return new ProgramWriter(seed, release).program();
  }

  private Statement program() {
    int n = 3 + chance.below(5);
    for (int i = 0; i < n; i++) {
      methods.add(signature(i));
    }
    List<Statement> bodies = methods.stream().map(this::method).toList();
    int fuel = 60 + chance.below(160);
    return statement(
        World.before(), new Block(bodies), World.after(fuel, "m0(top, top + 2L, \"t\" + top)"));
  }

  private Signature signature(int i) {
    if (i == 0) {
      return new Signature(0, Kind.LONG, List.of(Kind.INT, Kind.LONG, Kind.STRING), false);
    }
    List<Kind> kinds = Arrays.asList(Kind.values());
    List<Kind> parameters = new ArrayList<>();
    for (int p = chance.below(5); p > 0; p--) {
      parameters.add(chance.pick(kinds));
    }
    return new Signature(i, chance.pick(kinds), parameters, chance.percent(35));
  }

  private Statement method(Signature m) {
    Scope scope = new Scope();
    StringBuilder head = new StringBuilder();
    head.append(chance.percent(20) ? "private " : "");
    head.append(chance.percent(20) ? "synchronized " : "");
    head.append(m.instance() ? "" : "static ").append(m.result().type()).append(' ');
    head.append(m.name()).append('(');
    for (int i = 0; i < m.parameters().size(); i++) {
      Kind kind = m.parameters().get(i);
      head.append(i == 0 ? "" : ", ").append(kind.type()).append(' ');
      head.append(Signature.parameter(i));
      scope.declare(kind, Signature.parameter(i));
    }
    head.append(") {\nif (!burn()) return ").append(m.result().constant()).append(";\n");
    Expressions expressions = new Expressions(chance, methods, release, m, scope);
    Statements statements = new Statements(chance, m, scope, expressions, 10 + chance.below(20));
    return statement(head, statements.block(0), "return ", expressions.of(m.result(), 3), ";\n}\n");
  }
}
