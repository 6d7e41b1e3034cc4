package dev.cairn.targets;

import static dev.cairn.targets.Points.b;
import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.fail;
import static dev.cairn.targets.Points.g;
import static dev.cairn.targets.Points.loop;
import static dev.cairn.targets.Points.s;

import dev.cairn.annotations.CheckpointLoop;

/** Hard cases 1 to 9: exceptions, finally, switches, labels, conditions. */
public final class ControlFlow {
  private static String trace = "";

  private ControlFlow() {}

  public static void main(String[] args) {
    tryCatchFinally();
    System.out.println("continueAndReturn " + continueAndReturn());
    recursionWithFinally();
    resources();
    multiCatch();
    catchAll();
    switches();
    labels();
    conditions();
    System.out.println(trace);
  }

  private static void note(Object o) {
    trace += o + " ";
  }

  private static void tryCatchFinally() {
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      try {
        try {
          note(f(i));
          if (i == 1) {
            fail("one");
          }
        } catch (IllegalStateException e) {
          loop(1);
          note(e.getMessage() + f(7));
        } finally {
          note("inner" + loop(i));
        }
      } finally {
        note("outer" + f(i));
      }
    }
  }

  private static int continueAndReturn() {
    int n = 0;
    for (int i = 0; i < 3; i++) {
      try {
        n += f(i);
        if (i < 2) {
          fail("again");
        }
        return n * 10 + f(1);
      } catch (IllegalStateException e) {
        n += f(100);
        continue;
      } finally {
        n += f(1000);
        note("n=" + n);
      }
    }
    return -1;
  }

  private static void recursionWithFinally() {
    try {
      descend(3);
    } catch (IllegalStateException e) {
      note("caught " + e.getMessage());
    }
  }

  private static int descend(int depth) {
    try {
      return depth == 0 ? fail("bottom") : 1 + descend(depth - 1);
    } finally {
      note("up" + f(depth));
    }
  }

  private static final class Res implements AutoCloseable {
    private final String name;

    Res(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      note("close" + s(name));
      throw new IllegalArgumentException(name);
    }
  }

  private static void resources() {
    try (Res a = new Res("a");
        Res b = new Res(s("b"))) {
      note(a.name + f(1) + b.name);
      fail("body");
    } catch (IllegalStateException e) {
      f(2);
      note(e.getMessage() + " suppressed " + e.getSuppressed().length);
      for (Throwable t : e.getSuppressed()) {
        note(t.getMessage() + f(3));
      }
    }
  }

  private static void multiCatch() {
    Object[] things = {"x", 1, null};
    for (@CheckpointLoop int i = 0; i < 4; i++) {
      try {
        note(((String) things[f(i)]).length());
      } catch (ClassCastException | ArrayIndexOutOfBoundsException e) {
        note(s(e.getClass().getSimpleName()));
      } catch (NullPointerException e) {
        note("npe" + f(i));
      }
    }
  }

  private static void catchAll() {
    try {
      for (@CheckpointLoop int i = 0; i < 3; i++) {
        try {
          note(f(i));
        } catch (Throwable t) {
          note("MACHINERY SEEN " + t);
        }
      }
    } catch (Error e) {
      note("MACHINERY SEEN " + e);
    }
  }

  private static void switches() {
    for (@CheckpointLoop int i = 0; i < 4; i++) {
      String word = i == 0 ? "Aa" : i == 1 ? "BB" : i == 2 ? "C" : "other";
      switch (s(word)) {
        case "Aa":
          note("Aa");
        case "BB":
          note("fell" + f(i));
          break;
        case "C":
          note(
              switch (f(i * 3)) {
                case 6 -> {
                  int inner = f(5);
                  yield inner * 2;
                }
                default -> -1;
              });
          break;
        default:
          note(loop(9));
      }
    }
  }

  private static void labels() {
    outer:
    for (int i = 0; i < 4; i++) {
      for (@CheckpointLoop int j = 0; j < 4; j++) {
        if (j == 2 && i < 2) {
          continue outer;
        }
        if (i == 3) {
          break outer;
        }
        note(i * 10 + f(j));
      }
    }
    int k = 0;
    do {
      k++;
    } while (f(k) < 3);
    while (true) {
      k += f(2);
      if (k > 10) {
        break;
      }
      if (b(k == 9)) {
        k += 5;
        break;
      }
    }
    note("k" + k);
  }

  private static void conditions() {
    boolean x = f(1) == 1 && (f(0) == 1 || f(3) == 3);
    long mixed = b(x) ? f(7) : g(8L);
    long other = !b(x) ? f(7) : g(1L << 40);
    note(x + " " + mixed + " " + other);
  }
}
