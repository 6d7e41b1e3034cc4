package dev.cairn.fuzz.shrink;

import dev.cairn.fuzz.tree.Part.Statement;
import java.util.function.Predicate;

/** Delta debugging on a program's tree: takes whatever smaller program fails still. */
public final class Shrinker {
  private int tries;

  /**
   * @param tries how many programs are tried at most
   */
  public Shrinker(int tries) {
    this.tries = tries;
  }

  /**
   * Shrinks.
   *
   * @param fails whether a program fails as the first one does; false where it is no valid program
   * @return one that fails, and none of whose reductions does unless the tries were used up
   */
  public Statement shrink(Statement failing, Predicate<Statement> fails) {
    Statement smallest = failing;
    while (true) {
      Statement smaller = first(smallest, fails);
      if (smaller == null) {
        return smallest;
      }
      smallest = smaller;
    }
  }

  private Statement first(Statement from, Predicate<Statement> fails) {
    return Reductions.of(from)
        .takeWhile(candidate -> tries-- > 0)
        .filter(fails)
        .findFirst()
        .orElse(null);
  }
}
