package dev.cairn.fuzz.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of a program's source. Immutable. */
public sealed interface Part {
  /** The source. */
  String text();

  /** Text that stays as it is. */
  record Code(String text) implements Part {}

  /** An expression: a constant of its kind, or an operand of the same kind, could stand there. */
  record Expression(Kind kind, List<Part> parts) implements Part {
    public Expression {
      parts = List.copyOf(parts);
    }

    @Override
    public String text() {
      return join(parts);
    }
  }

  /** Statements between braces (which are the text's around it), or the methods of a class. */
  record Block(List<Statement> statements) implements Part {
    public Block {
      statements = List.copyOf(statements);
    }

    @Override
    public String text() {
      return join(statements);
    }
  }

  /** A statement, or a method: could be left out, and what its blocks hold could stand for it. */
  record Statement(List<Part> parts) implements Part {
    public Statement {
      parts = List.copyOf(parts);
    }

    @Override
    public String text() {
      return join(parts);
    }
  }

  /** A statement of texts and parts. */
  static Statement statement(Object... pieces) {
    return new Statement(parts(pieces));
  }

  /** An expression of texts and parts. */
  static Expression expression(Kind kind, Object... pieces) {
    return new Expression(kind, parts(pieces));
  }

  private static List<Part> parts(Object... pieces) {
    List<Part> parts = new ArrayList<>();
    for (Object piece : pieces) {
      parts.add(piece instanceof Part p ? p : new Code(String.valueOf(piece)));
    }
    return parts;
  }

  private static String join(List<? extends Part> parts) {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }
}
