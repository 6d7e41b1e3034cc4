package dev.cairn.targets;

/** Several targets in one JVM, one after the other, by their names: a start for each costs more. */
public final class InTurn {
  private static final String[] NONE = {};

  private InTurn() {}

  public static void main(String[] names) throws Exception {
    for (String name : names) {
      switch (name) {
        case "Adapters" -> Adapters.main(NONE);
        case "Calls" -> Calls.main(NONE);
        case "Constructors" -> Constructors.main(NONE);
        case "ControlFlow" -> ControlFlow.main(NONE);
        case "ExitsWith" -> ExitsWith.main(new String[] {"7"});
        case "HeapShapes" -> HeapShapes.main(NONE);
        case "IdentityHashes" -> IdentityHashes.main(NONE);
        case "Monitors" -> Monitors.main(NONE);
        case "OperandStack" -> OperandStack.main(NONE);
        case "Proxies" -> Proxies.main(NONE);
        case "Recreates" -> Recreates.main(NONE);
        case "Zipped" -> Zipped.main(NONE);
        default -> throw new IllegalArgumentException(name);
      }
      System.out.println(name + " done");
    }
  }
}
