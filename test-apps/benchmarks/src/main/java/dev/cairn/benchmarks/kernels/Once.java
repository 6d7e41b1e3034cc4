package dev.cairn.benchmarks.kernels;

/** One pass. */
final class Once implements Passes {
  private boolean asked;

  @Override
  public boolean more() {
    boolean first = !asked;
    asked = true;
    return first;
  }
}
