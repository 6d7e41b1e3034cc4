package dev.cairn.targets;

import static dev.cairn.targets.Points.loop;

import java.util.Arrays;
import java.util.List;

/** Stops inside constructors alone, whose frames it then prints in every way there is. */
public final class ConstructorTraces {
  private ConstructorTraces() {}

  private static class Shape {
    final int sides;

    Shape(int v) {
      sides = loop(v);
      show("shape " + sides);
    }
  }

  private static final class Square extends Shape {
    final int area;

    Square(int v) {
      super(v);
      show("square " + sides);
      area = loop(v + 1) / v;
    }
  }

  public static void main(String[] args) {
    System.out.println(new Square(2).area);
    try {
      System.out.println(new Square(0).area);
    } catch (ArithmeticException e) {
      e.printStackTrace(System.out);
    }
  }

  private static void show(String where) {
    new Throwable(where).printStackTrace(System.out);
    Arrays.stream(Thread.currentThread().getStackTrace())
        .skip(1)
        .map(ConstructorTraces::line)
        .forEach(System.out::println);
    List<StackTraceElement> walked =
        StackWalker.getInstance()
            .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement).toList());
    walked.forEach(e -> System.out.println(line(e)));
  }

  /** Without the module's version. */
  private static String line(StackTraceElement e) {
    return e.getClassName() + "." + e.getMethodName() + ":" + e.getLineNumber();
  }
}
