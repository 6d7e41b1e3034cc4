package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.HashMap;
import java.util.Map;

/** Keeps the order of a table by objects without a hash code of their own. */
public final class IdentityOrderJob {
  private IdentityOrderJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      Map<Colour, Integer> table = new HashMap<>();
      for (Colour colour : Colour.values()) {
        table.put(colour, turn);
      }
      seen[turn] = table.toString().hashCode();
    }
    System.out.println("done " + seen.length);
  }

  private enum Colour {
    RED,
    ORANGE,
    YELLOW,
    GREEN,
    BLUE,
    VIOLET,
    WHITE,
    BLACK
  }
}
