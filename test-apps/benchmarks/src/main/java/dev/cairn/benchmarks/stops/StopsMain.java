package dev.cairn.benchmarks.stops;

/** {@code StopsMain PROGRAM}: runs it, and tells what it computed. */
public final class StopsMain {
  private StopsMain() {}

  public static void main(String[] args) {
    System.out.println(Stops.valueOf(args[0]).program().run());
  }
}
