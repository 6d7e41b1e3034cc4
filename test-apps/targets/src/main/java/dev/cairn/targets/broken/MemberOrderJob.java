package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Arrays;

/** Keeps the order in which reflection gives methods. */
public final class MemberOrderJob {
  private MemberOrderJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = Arrays.toString(Members.class.getDeclaredMethods()).hashCode();
    }
    System.out.println("done " + seen.length);
  }

  @SuppressWarnings("unused")
  private static final class Members {
    void zeta() {}

    void put() {}

    void get() {}

    void size() {}

    void alpha() {}

    void clear() {}

    void remove() {}

    void omega() {}

    void iterator() {}

    void add() {}
  }
}
