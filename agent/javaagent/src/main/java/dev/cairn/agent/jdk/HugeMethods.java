package dev.cairn.agent.jdk;

/**
 * Has HotSpot compile woven methods of any size. It reads the flags that are set here whenever it
 * thinks of compiling something; nothing that a program does depends on them, but its speed.
 *
 * <p>{@code DontCompileHugeMethods}: methods of more than 8,000 bytes are interpreted, woven ones
 * too that were compiled as they were written.
 *
 * <p>{@code Tier3DelayOn}: while C2 has a long queue, C1 compiles without profiling (tier 2), and
 * with it later. For a method of hundreds of calls C1 has too few virtual registers to do so, and
 * what was compiled at tier 2 stays as it is for ever: C2 waits for a profile ({@code
 * CompilationPolicy::common}). Without tier 2 such a method is profiled by the interpreter.
 */
public final class HugeMethods {
  private static final String HUGE = "DontCompileHugeMethods";
  private static final String TIER_2 = "Tier3DelayOn";
  private static final int NEVER = 1_000_000_000;

  private HugeMethods() {}

  /** Decided once, in the first woven program that needs it. */
  private static final class Lifted {
    static final boolean LIFTED = lift();

    private static boolean lift() {
      try {
        VmFlags flags = new VmFlags(JdkInside.lookup());
        boolean lifted = flags.set(HUGE, false);
        flags.set(TIER_2, NEVER); // where there is no such flag, there is no tier to be stuck in
        return lifted;
      } catch (ReflectiveOperationException e) {
        return false; // which the caller tells
      }
    }
  }

  /**
   * Lifts the limits, once.
   *
   * @return false where this JVM doesn't let itself be told so
   */
  public static boolean compile() {
    return Lifted.LIFTED;
  }
}
