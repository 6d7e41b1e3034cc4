package dev.cairn.fuzz;

/** {@code FuzzMain SEED PROGRAMS}: one JVM's part; its last line tells the counts. */
public final class FuzzMain {
  static final String COUNTS = "counts:";

  private FuzzMain() {}

  public static void main(String[] args) {
    FuzzRun.Outcome o = FuzzRun.of(Long.parseLong(args[0]), Integer.parseInt(args[1]));
    System.out.printf(
        "%s %d %d %d %d%n",
        COUNTS, o.programs(), o.safePoints(), o.snapshots(), o.failures().size());
    System.out.flush();
    Runtime.getRuntime().halt(0); // programs that hang leave their threads
  }
}
