package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * {@code Pinned how}: a safe point under frames that aren't ours to save. Either it works, or the
 * snapshot is refused and the frame named; either way the job prints what it always prints.
 */
public final class Pinned {
  static final class Initialised {
    static final int SUM = work();
  }

  private Pinned() {}

  public static void main(String[] args) throws Exception {
    System.out.println("before");
    System.out.println(args[0] + " " + run(args[0]));
    System.out.println("after " + work());
  }

  private static int run(String how) throws Exception {
    return switch (how) {
      case "forEach" -> {
        List<Integer> sums = new ArrayList<>();
        List.of(1, 2).forEach(v -> sums.add(v + work()));
        yield sums.hashCode();
      }
      case "sort" -> {
        List<Integer> sorted = new ArrayList<>(List.of(2, 1));
        sorted.sort((a, b) -> Integer.compare(a + work(), b + work()));
        yield sorted.hashCode();
      }
      case "comparator" -> {
        TreeMap<Integer, String> map =
            new TreeMap<>((a, b) -> Integer.compare(a + work(), b + work()));
        map.put(1, "a");
        map.put(2, "b");
        yield map.size();
      }
      case "stream" -> IntStream.range(0, 3).map(v -> v + work()).sum();
      case "reflection" -> {
        Method m = Pinned.class.getDeclaredMethod("work");
        yield (Integer) m.invoke(null);
      }
      case "proxy" -> {
        InvocationHandler handler = (p, m, a) -> work();
        IntUnaryOperator op =
            (IntUnaryOperator)
                Proxy.newProxyInstance(
                    Pinned.class.getClassLoader(),
                    new Class<?>[] {IntUnaryOperator.class},
                    handler);
        yield op.applyAsInt(1);
      }
      case "handle" -> handle();
      case "converting" -> converting();
      case "initialiser" -> Initialised.SUM;
      default -> throw new IllegalArgumentException(how);
    };
  }

  private static int handle() throws Exception {
    MethodHandle work =
        MethodHandles.lookup().findStatic(Pinned.class, "work", MethodType.methodType(int.class));
    try {
      return (int) work.invokeExact();
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** Boxes what it is given back: a frame of its own, that says nothing of what it does. */
  private static int converting() throws Exception {
    MethodHandle work =
        MethodHandles.lookup().findStatic(Pinned.class, "work", MethodType.methodType(int.class));
    try {
      return (Integer) (Object) work.invoke();
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  static int work() {
    int sum = 0;
    for (@CheckpointLoop int i = 0; i < 3; i++) {
      sum = sum * 3 + i;
    }
    return sum;
  }
}
