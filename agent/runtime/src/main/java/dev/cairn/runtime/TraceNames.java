package dev.cairn.runtime;

/**
 * What a method is called in stack traces. Called by the JDK, for each element of each trace: a
 * constructor's clone can't have its name.
 */
public final class TraceNames {
  /** What weaving calls constructors' clones; old class files know letters and dollars alone. */
  private static final String CONSTRUCTOR = "$cairn$init";

  private TraceNames() {}

  /** The name that the program knows; of the literals, as HotSpot's names in traces are. */
  public static String shown(String method) {
    return CONSTRUCTOR.equals(method) ? "<init>" : method;
  }
}
