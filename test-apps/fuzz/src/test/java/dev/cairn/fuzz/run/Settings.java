package dev.cairn.fuzz.run;

import dev.cairn.instrumenter.plan.PollKind;
import dev.cairn.instrumenter.weave.SaveForm;

/**
 * How a seed's program is compiled, woven and stopped.
 *
 * @param release the class files' release
 * @param form the form in which methods save
 * @param everyLoop whether loops are marked by their lines, most of them; else by {@code auto}
 */
public record Settings(long seed, int release, PollKind poll, SaveForm form, boolean everyLoop) {
  private static final int[] RELEASES = {8, 11, 17};

  /** What a seed says. */
  public static Settings of(long seed) {
    int running = Runtime.version().feature();
    int r = (int) Math.floorMod(seed, 4L);
    return new Settings(
        seed,
        r == 3 ? running : RELEASES[r],
        PollKind.values()[(int) Math.floorMod(seed / 4, (long) PollKind.values().length)],
        SaveForm.values()[(int) Math.floorMod(seed / 5, (long) SaveForm.values().length)],
        Math.floorMod(seed, 3L) != 0);
  }
}
