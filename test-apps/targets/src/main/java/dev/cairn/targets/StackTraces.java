package dev.cairn.targets;

import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.loop;

import dev.cairn.annotations.CheckpointLoop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A program that prints its stack in every way there is, lines and all. */
public final class StackTraces {
  private static final List<Throwable> KEPT = new ArrayList<>();

  private StackTraces() {}

  public static void main(String[] args) {
    int depth = args.length == 0 ? 3 : Integer.parseInt(args[0]);
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      System.out.println(down(depth, i));
      show("main");
    }
    try {
      fails(2);
    } catch (IllegalStateException e) {
      System.out.println(text(e));
    }
    new Throwable("last").printStackTrace(System.out);
    KEPT.forEach(t -> System.out.println(text(t)));
  }

  private static int down(int n, int v) {
    if (n == 0) {
      KEPT.add(new Throwable("kept " + v));
      int inner = loop(v);
      show("inner");
      IntUnaryOperator lambda =
          w -> {
            int x = f(w);
            show("lambda");
            return x;
          };
      return inner + lambda.applyAsInt(v);
    }
    int below = down(n - 1, v + 1);
    if (n % 1000 == 1) {
      show("down " + n);
    }
    return below + 1;
  }

  private static void fails(int n) {
    try {
      if (n == 0) {
        Points.fail("deep");
      }
      fails(n - 1);
    } catch (IllegalStateException e) {
      f(n);
      throw new IllegalStateException("at " + n, e);
    }
  }

  private static void show(String where) {
    List<String> walked = new ArrayList<>();
    StackWalker.getInstance().forEach(s -> walked.add(line(s.toStackTraceElement())));
    List<String> thread =
        Arrays.stream(Thread.currentThread().getStackTrace())
            .skip(1)
            .map(StackTraces::line)
            .toList();
    System.out.println(where + " " + walked.size() + " " + thread.size() + caller());
    System.out.println(new Throwable().getStackTrace()[1].getLineNumber());
    walked.stream().limit(20).forEach(System.out::println);
    thread.stream().limit(20).forEach(System.out::println);
    System.out.println(walked.get(walked.size() - 1) + thread.get(thread.size() - 1));
  }

  private static Class<?> caller() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
  }

  /** Without the module's version. */
  private static String line(StackTraceElement e) {
    return e.getClassName() + "." + e.getMethodName() + ":" + e.getLineNumber();
  }

  private static String text(Throwable t) {
    StringWriter out = new StringWriter();
    t.printStackTrace(new PrintWriter(out));
    return out.toString();
  }
}
