package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import dev.cairn.annotations.CheckpointLoop;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** One lambda per place where nothing is captured, one class per place everywhere. */
public final class LambdaIdentity {
  interface Marker {}

  private static final Runnable STATIC = kept(0);
  private static final List<Object> SEEN = new ArrayList<>();

  private LambdaIdentity() {}

  public static void main(String[] args) {
    Runnable first = kept(0);
    Supplier<String> bound = named("a");
    List<Object> listeners = new ArrayList<>();
    for (@CheckpointLoop int i = 0; i < 4; i++) {
      // One place, passed in the method and in its clone.
      IntUnaryOperator here = v -> v + 1;
      IntUnaryOperator reference = Math::abs;
      IntBinaryOperator capturing = capturing(i);
      listeners.add(here);
      listeners.add(reference);
      listeners.add(capturing);
      listeners.add(serializable(i));
      listeners.add(generic());
      System.out.println(i + " " + (first == kept(i)) + (STATIC == kept(i)) + same(listeners));
      System.out.println(bound.get() + (named("b").getClass() == bound.getClass()));
    }
    System.out.println(listeners.remove(generic()) + " " + listeners.remove((Object) first));
    for (int i = 0; i < 3; i++) {
      Supplier<String> twice = () -> "twice";
      SEEN.add(twice);
      f(i);
      SEEN.add(i % 2 == 0 ? twice : null);
    }
    System.out.println(same(SEEN));
  }

  private static Runnable kept(int v) {
    f(v);
    return () -> {};
  }

  private static IntBinaryOperator capturing(int by) {
    long wide = f(by);
    return (a, b) -> (int) (a * wide + b);
  }

  private static Supplier<String> named(String name) {
    f(1);
    return name::trim;
  }

  private static Object serializable(int v) {
    f(v);
    return (Comparator<String> & Serializable & Marker) String::compareTo;
  }

  private static Function<Integer, Integer> generic() {
    return v -> f(v) + 1;
  }

  /** For each object the first one that it is, and the first one of its class. */
  private static String same(List<Object> objects) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < objects.size(); i++) {
      int object = i;
      int type = i;
      for (int k = i; k >= 0; k--) {
        object = objects.get(k) == objects.get(i) ? k : object;
        type = of(objects.get(k)) == of(objects.get(i)) ? k : type;
      }
      text.append(' ').append(object).append('/').append(type);
    }
    return text.toString();
  }

  private static Class<?> of(Object o) {
    return o == null ? void.class : o.getClass();
  }
}
