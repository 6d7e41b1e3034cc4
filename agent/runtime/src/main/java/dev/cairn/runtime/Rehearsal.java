package dev.cairn.runtime;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at its own stack as {@link StackCheck} looks at the job's, on a thread of the agent's.
 * HotSpot compiles what runs often; a job that is asked once a minute would run that look
 * uncompiled each time, for most of a millisecond. Not thread-safe.
 */
public final class Rehearsal {
  /** Methods between root and safe point. */
  private static final int DEPTH = 6;

  private static final String STEP = "step(I)I";
  private static final WovenMethod ROOT = new WovenMethod("act()I", true, Set.of(STEP));
  private static final WovenMethod CALLER = new WovenMethod(STEP, false, Set.of(STEP));

  /** As if the methods of this class were woven. */
  private static final class Played implements WovenMethods {
    @Override
    public @Nullable WovenMethod woven(Class<?> owner, String name, String descriptor) {
      if (owner != Rehearsal.class) {
        return null;
      }
      return switch (name) {
        case "act" -> ROOT;
        case "step" -> CALLER;
        default -> null;
      };
    }
  }

  private final WovenMethods job;
  private final WovenMethods played = new Played();
  private WovenMethods now = played;

  /**
   * For a job.
   *
   * @param job asked by turns with a played one, so that compiled code expects both: one that has
   *     seen no woven frame, or no other job, would be thrown away at the first request
   */
  public Rehearsal(WovenMethods job) {
    this.job = job;
  }

  /**
   * Looks once.
   *
   * @return how many frames would be saved
   */
  public int act() {
    now = now == played ? job : played;
    return step(DEPTH);
  }

  private int step(int more) {
    return more > 0 ? step(more - 1) : StackCheck.check(now).expected().size();
  }
}
