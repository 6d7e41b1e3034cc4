package dev.cairn.targets;

import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.loop;
import static dev.cairn.targets.Points.s;

import dev.cairn.annotations.CheckpointLoop;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Hard cases 20 to 22: recursion, dispatch of every kind, lambdas. */
public final class Calls {
  interface Shape {
    double area(int scale);

    /** Calls the abstract method twice. */
    default String describe() {
      return area(1) + "/" + area(f(2));
    }
  }

  abstract static class Named implements Shape {
    private int asked;

    String name() {
      return s("named") + ++asked;
    }
  }

  static final class Square extends Named {
    private final double side;

    Square(double side) {
      this.side = side;
    }

    @Override
    public double area(int scale) {
      double a = 0;
      for (@CheckpointLoop int i = 0; i < scale; i++) {
        a += side * side;
      }
      return a;
    }

    @Override
    String name() {
      return "square " + super.name() + f(1);
    }
  }

  /** The bridge method compareTo(Object) stands between. */
  record Key(int k) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return f(k) - other.k;
    }
  }

  private int secret = 1;

  private final class Inner {
    int bump(int by) {
      secret += f(by);
      return secret;
    }
  }

  private Calls() {}

  public static void main(String[] args) {
    System.out.println("fib " + fib(6));
    System.out.println("deep " + deep(200));
    Named square = new Square(1.5);
    System.out.println(square.name() + square.describe());
    System.out.println("sum " + sum(f(1), loop(2), f(3)));
    Comparable<Key> left = new Key(3);
    System.out.println("bridge " + left.compareTo(new Key(5)));
    Calls outer = new Calls();
    Calls.Inner inner = outer.new Inner();
    System.out.println("inner " + inner.bump(2) + inner.bump(f(3)) + outer.secret);
    lambdas();
  }

  private static int fib(int n) {
    return n < 2 ? f(n) : fib(n - 1) + fib(n - 2);
  }

  private static int deep(int n) {
    if (n == 0) {
      return loop(0);
    }
    return 1 + deep(n - 1);
  }

  private static int sum(int... values) {
    int total = 0;
    for (int v : values) {
      total += f(v);
    }
    return total;
  }

  private static IntUnaryOperator kept;

  private static void lambdas() {
    int base = 40;
    IntUnaryOperator add = v -> base + f(v);
    kept = v -> add.applyAsInt(v) + loop(v);
    Supplier<String> bound = new Square(2)::name;
    IntUnaryOperator unbound = Points::loop;
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      System.out.println(
          add.applyAsInt(i) + " " + kept.applyAsInt(i) + " " + bound.get() + unbound.applyAsInt(i));
    }
  }
}
