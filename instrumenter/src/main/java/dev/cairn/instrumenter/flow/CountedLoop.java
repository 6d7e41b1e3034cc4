package dev.cairn.instrumenter.flow;

/**
 * A loop whose header does nothing but compare a counter with a bound that the loop can't change:
 * {@code for (int i = …; i < n; i += step)}.
 *
 * <p>The counter is written once in the loop, by a constant step, on every way round. The bound is
 * computed by instructions of the header that have no effect and give the same value at each pass.
 *
 * @param counter the counter's slot
 * @param kind {@code I} or {@code J}
 * @param step what is added at each pass: positive where the loop counts up to the bound, negative
 *     where it counts down
 * @param inclusive whether the loop goes on at the bound itself, as {@code <=} and {@code >=} do
 * @param boundStart the bound's first instruction
 * @param boundEnd one past the bound's last instruction; {@code boundStart} where the bound is the
 *     zero of an {@code ifxx}
 * @param canOverflow whether the counter may run over the end of its type before it passes the
 *     bound
 * @param test the conditional jump that ends the header
 * @param jumpsIn whether the jump, taken, goes on with the loop, and otherwise leaves it
 */
public record CountedLoop(
    int counter,
    char kind,
    int step,
    boolean inclusive,
    int boundStart,
    int boundEnd,
    boolean canOverflow,
    int test,
    boolean jumpsIn) {

  /** {@code "slot 3 < bound, by 1"}, for people. */
  @Override
  public String toString() {
    String relation = (step > 0 ? "<" : ">") + (inclusive ? "=" : "");
    return "slot " + counter + " " + relation + " bound, by " + step;
  }
}
