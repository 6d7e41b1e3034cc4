package dev.cairn.fuzz.shrink;

import dev.cairn.fuzz.tree.Part;
import dev.cairn.fuzz.tree.Part.Block;
import dev.cairn.fuzz.tree.Part.Code;
import dev.cairn.fuzz.tree.Part.Expression;
import dev.cairn.fuzz.tree.Part.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All programs that are one step smaller, those that lose most first: without some statements in a
 * row, with a statement's body in its place, with an expression made simpler. Many of them are no
 * valid programs. Streams are lazy: a step is made when it is asked for.
 */
final class Reductions {
  private Reductions() {}

  static Stream<Statement> of(Statement s) {
    return replacing(s.parts()).map(Statement::new);
  }

  /** Each part in turn made smaller, the others as they are. */
  private static Stream<List<Part>> replacing(List<Part> parts) {
    return IntStream.range(0, parts.size())
        .boxed()
        .flatMap(i -> of(parts.get(i)).map(smaller -> with(parts, i, 1, List.of(smaller))));
  }

  private static Stream<? extends Part> of(Part part) {
    if (part instanceof Block b) {
      return of(b);
    }
    if (part instanceof Expression e) {
      return of(e);
    }
    return part instanceof Statement s ? of(s) : Stream.empty();
  }

  private static Stream<Block> of(Block b) {
    List<Statement> all = b.statements();
    int n = all.size();
    Stream<List<Statement>> without =
        Stream.iterate(n, size -> size > 0, size -> size / 2)
            .flatMap(
                size ->
                    IntStream.iterate(0, at -> at < n, at -> at + size)
                        .mapToObj(at -> with(all, at, Math.min(size, n - at), List.of())));
    Stream<List<Statement>> bodies =
        IntStream.range(0, n)
            .boxed()
            .flatMap(i -> blocks(all.get(i)).map(body -> with(all, i, 1, body.statements())));
    Stream<List<Statement>> inside =
        IntStream.range(0, n)
            .boxed()
            .flatMap(i -> of(all.get(i)).map(smaller -> with(all, i, 1, List.of(smaller))));
    return Stream.of(without, bodies, inside).flatMap(s -> s).map(Block::new);
  }

  private static Stream<Block> blocks(Statement s) {
    return s.parts().stream().filter(Block.class::isInstance).map(Block.class::cast);
  }

  private static Stream<? extends Part> of(Expression e) {
    String constant = e.kind().constant();
    if (e.text().equals(constant)) {
      return Stream.empty();
    }
    Stream<Part> operands =
        e.parts().stream().filter(p -> p instanceof Expression o && o.kind() == e.kind());
    return Stream.of(
            Stream.of(new Code(constant)),
            operands,
            replacing(e.parts()).map(parts -> new Expression(e.kind(), parts)))
        .flatMap(s -> s);
  }

  private static <T> List<T> with(List<T> list, int at, int size, List<? extends T> replacement) {
    List<T> result = new ArrayList<>(list.subList(0, at));
    result.addAll(replacement);
    result.addAll(list.subList(at + size, list.size()));
    return result;
  }
}
