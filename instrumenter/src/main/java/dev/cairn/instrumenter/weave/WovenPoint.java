package dev.cairn.instrumenter.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One point of a woven method.
 *
 * @param id the point's number in its method, from 0, ascending in code order
 * @param kind what kind of point
 * @param instruction its place in the method's code, from 0, without labels and the like: the same
 *     whatever else is a point
 * @param line source line of the loop's header or of the call, or -1
 * @param loop ordinal of the marked loop for a {@link PointKind#LATCH}, else -1
 * @param counter name of the loop's own counter (as {@code local<slot>} where the class doesn't
 *     tell names), or null where it has none
 * @param call name and descriptor of the call for a {@link PointKind#CALL}, else null
 * @param values what a frame saved here holds, in the order of pushing
 */
public record WovenPoint(
    int id,
    PointKind kind,
    int instruction,
    int line,
    int loop,
    @Nullable String counter,
    @Nullable String call,
    List<SavedValue> values) {
  public WovenPoint {
    values = List.copyOf(values);
  }
}
