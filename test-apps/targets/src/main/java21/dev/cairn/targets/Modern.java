package dev.cairn.targets;

import dev.cairn.annotations.Cairn;
import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayList;
import java.util.List;

/** Hard case 36: sealed types, pattern switches, nested record patterns (Java 21). */
public final class Modern {
  sealed interface Expr permits Num, Sum, Product, Negated {}

  record Num(double v) implements Expr {}

  record Sum(Expr left, Expr right) implements Expr {}

  record Product(Expr left, Expr right) implements Expr {}

  record Negated(Expr inner) implements Expr {}

  private Modern() {}

  public static void main(String[] args) {
    Expr e = new Sum(new Product(new Num(2), new Num(0.1)), new Negated(new Num(7)));
    List<String> shown = new ArrayList<>();
    for (@CheckpointLoop int i = 0; i < 3; i++) {
      shown.add(show(e) + "=" + value(e));
      e = simplify(new Sum(e, new Num(i)));
    }
    System.out.println(shown);
    for (Object o : new Object[] {1, "two", 3.0, null, new Num(4), List.of(5)}) {
      System.out.println(kind(o));
    }
  }

  private static double value(Expr e) {
    return switch (e) {
      case Num(double v) -> point(v);
      case Sum(Expr l, Expr r) -> value(l) + value(r);
      case Product(Num(double a), Num(double b)) -> point(a) * b;
      case Product(Expr l, Expr r) -> value(l) * value(r);
      case Negated(Expr inner) -> -value(inner);
    };
  }

  private static String show(Expr e) {
    return switch (e) {
      case Num n when point(n.v()) < 0 -> "(" + n.v() + ")";
      case Num n -> "" + n.v();
      case Sum s -> show(s.left) + "+" + show(s.right);
      case Product p -> show(p.left) + "*" + show(p.right);
      case Negated(var inner) -> "-" + show(inner);
    };
  }

  private static Expr simplify(Expr e) {
    if (e instanceof Sum(Num(var a), Num(var b)) && point(a) >= 0) {
      return new Num(a + b);
    }
    return e instanceof Sum(var l, Num(var z)) && point(z) == 0 ? l : e;
  }

  private static String kind(Object o) {
    return switch (o) {
      case null -> "null" + point(0);
      case Integer i when i > point(0) -> "positive " + i;
      case String s -> s + point(1);
      case Double d -> "double " + d;
      case Num(double v) -> "num " + point(v);
      default -> o.getClass().isHidden() + " other";
    };
  }

  private static double point(double v) {
    Cairn.safePoint();
    return v;
  }
}
