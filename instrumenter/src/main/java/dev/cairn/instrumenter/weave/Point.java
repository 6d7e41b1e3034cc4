package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.CountedLoop;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * A point as the emitters need it.
 *
 * @param info what callers are told of it
 * @param at the header's first instruction, or the call
 * @param returned what the call returns, which its name and descriptor don't tell for sure: names
 *     may hold parentheses (JVMS 4.2.2); null where the point is no call
 * @param state locals and operands with which the clone goes on; for a call without its result
 * @param stages the stages between the clone's entry and the point, outermost first
 * @param poll how it asks for a stop; meaningless for a call
 * @param strips the loop as a counted one where it runs in strips, its poll between them; else null
 * @param counterSlot the loop's counter, or -1
 * @param counterKind {@code I} or {@code J}
 */
record Point(
    WovenPoint info,
    int at,
    @Nullable Type returned,
    State state,
    List<Stage> stages,
    PollKind poll,
    @Nullable CountedLoop strips,
    int counterSlot,
    char counterKind) {
  Point {
    stages = List.copyOf(stages);
  }

  /** What the call returns. */
  Type result() {
    if (returned == null) {
      throw new IllegalStateException("no call at " + this);
    }
    return returned;
  }

  int id() {
    return info.id();
  }

  /** A record's own would be linked at its first use, at every start; so would its hash. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id();
  }

  PointKind kind() {
    return info.kind();
  }
}
