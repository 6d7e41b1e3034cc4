package dev.cairn.fuzz.shrink;

import static dev.cairn.fuzz.tree.Part.expression;
import static dev.cairn.fuzz.tree.Part.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fuzz.tree.Kind;
import dev.cairn.fuzz.tree.Part.Block;
import dev.cairn.fuzz.tree.Part.Expression;
import dev.cairn.fuzz.tree.Part.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
  private static final Expression SUM =
      expression(
          Kind.INT, "(", expression(Kind.INT, "f()"), " + ", expression(Kind.LONG, "g()"), ")");

  private static final Statement PROGRAM =
      statement(
          "run {",
          new Block(
              List.of(
                  statement("a;"),
                  statement("if (c) {", new Block(List.of(statement("x(", SUM, ");"))), "}"),
                  statement("b;"))),
          "}");

  @Test
  void leavesOutStatementsAndUnwrapsBodies() {
    Statement small = new Shrinker(1000).shrink(PROGRAM, s -> s.text().contains("x("));
    assertThat(small.text()).isEqualTo("run {x(1);}");
  }

  @Test
  void keepsTheOperandThatFails() {
    Statement small = new Shrinker(1000).shrink(PROGRAM, s -> s.text().contains("f()"));
    assertThat(small.text()).isEqualTo("run {x(f());}");
  }

  @Test
  void tellsKindsApart() {
    Statement small = new Shrinker(1000).shrink(PROGRAM, s -> s.text().contains("g()"));
    assertThat(small.text()).isEqualTo("run {x((1 + g()));}");
  }

  @Test
  void triesNoMoreThanItMay() {
    int[] tried = {0};
    new Shrinker(3)
        .shrink(
            PROGRAM,
            s -> {
              tried[0]++;
              return false;
            });
    assertThat(tried[0]).isEqualTo(3);
  }
}
