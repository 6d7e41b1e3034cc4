package dev.cairn.targets;

import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.loop;
import static dev.cairn.targets.Points.s;

import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Hard case 24, the constructor's half: finals, chains, escape, records, exceptions, identity. */
public final class Constructors {
  /** Everything that {@code this} escaped to before its constructor was over. */
  private static final List<Object> ESCAPED = new ArrayList<>();

  private static int runs;

  static class Shape {
    final int sides;
    final String name;

    Shape(int sides) {
      ESCAPED.add(this);
      int sum = 0;
      for (@CheckpointLoop int i = 0; i < 3; i++) {
        sum += sides;
        runs++;
      }
      this.sides = sum;
      name = describe(sum);
    }

    /** Called on a subclass's object whose own constructor has not begun. */
    String describe(int v) {
      return "shape" + f(v);
    }
  }

  static final class Square extends Shape {
    final double side;
    private int scale = 2;

    Square(double side) {
      this(side, 1);
      for (@CheckpointLoop int i = 0; i < 2; i++) {
        scale += loop(i);
      }
    }

    Square(double side, int by) {
      super(4);
      for (@CheckpointLoop int i = 0; i < 2; i++) {
        scale += by;
      }
      this.side = side * f(scale);
    }

    @Override
    String describe(int v) {
      return "square" + scale + s(":") + v;
    }
  }

  record Range(long from, long to, float[] marks) {
    Range {
      for (@CheckpointLoop int i = 0; i < 2; i++) {
        to += i;
      }
      marks = marks.clone();
    }

    Range(long from) {
      this(from, from + 10, new float[] {1, 0.1f});
      runs += loop(3);
    }
  }

  static final class Overflow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Object at;

    Overflow(String message, Object at) {
      super(message);
      this.at = new Object[] {at, loop(2)};
    }
  }

  private final class Inner {
    final int sum;

    Inner(int v) {
      sum = f(v) + base;
    }
  }

  private final int base;

  private Constructors(int v) {
    int sum = 0;
    try {
      for (@CheckpointLoop int i = 0; i < 4; i++) {
        sum += 12 / (v - i);
      }
    } catch (ArithmeticException e) {
      sum = -f(sum);
      if (v > 2) {
        throw new Overflow("at " + v, this);
      }
    }
    base = sum;
    ESCAPED.add(this);
  }

  public static void main(String[] args) {
    Square square = new Square(1.5);
    System.out.println(square.name + square.sides + " " + square.side + " " + square.scale);
    System.out.println("same " + (ESCAPED.get(0) == square) + " " + runs);
    Range range = new Range(5);
    System.out.println(range.from + " " + range.to + " " + range.marks[0] + " " + range.marks[1]);
    Constructors two = new Constructors(2);
    System.out.println(two.base + " " + two.new Inner(3).sum);
    try {
      System.out.println(new Constructors(f(3)).base);
    } catch (Overflow e) {
      Object[] at = (Object[]) e.at;
      System.out.println(e.getMessage() + " " + ((Constructors) at[0]).base + " " + at[1]);
    }
    IntFunction<Shape> maker = Shape::new;
    List<Shape> made = new ArrayList<>();
    for (@CheckpointLoop int i = 1; i < 3; i++) {
      made.add(maker.apply(i));
    }
    int at = ESCAPED.size();
    Object anonymous =
        new Shape(made.get(1).sides) {
          final long own = loop(4) * 5L;

          @Override
          public String toString() {
            return name + own;
          }
        };
    System.out.println(anonymous + " " + (ESCAPED.get(at) == anonymous));
    System.out.println(made.get(0).name + (ESCAPED.get(at - 1) == made.get(1)) + " " + runs);
  }
}
