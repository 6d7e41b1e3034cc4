package dev.cairn.benchmarks.heap;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code HeapMain GRAPH SERIALISER WARM-UPS REPETITIONS}: measures one serialiser on one graph, in
 * a JVM of its own. Prints the process's processor time of each repetition, {@code encode decode}
 * in nanoseconds, then one line {@code BYTES STACK FIRST ALLOCATED}, with the time in nanoseconds
 * that the very first encoding took, in a JVM that has compiled nothing of it yet, and the bytes
 * that one allocates.
 */
public final class HeapMain {
  /** What recursive serialisers need for a long list, where the default does not do. */
  /** What is measured at a time, in nanoseconds, and at most how many in a row that is. */
  private static final long LEAST = 300_000_000;

  private static final int MOST = 50;

  private static final long LARGE_STACK = 4L << 30;

  private static volatile @Nullable Instrumentation instrumentation;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private HeapMain() {}

  /** Runs before {@link #main}: this class is the agent, too. */
  public static void premain(String options, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Graph graph = Graph.valueOf(args[0]);
    int warmUps = Integer.parseInt(args[2]);
    int repetitions = Integer.parseInt(args[3]);
    Object root = graph.make();
    try (Serialiser serialiser = serialiser(args[1])) {
      long start = System.nanoTime();
      boolean large = !fits(serialiser, root);
      long first = System.nanoTime() - start;
      Throwable[] failure = new Throwable[1];
      long[] allocated = new long[1];
      Thread measuring =
          new Thread(
              null,
              () -> {
                try {
                  measure(graph, serialiser, root, warmUps, repetitions);
                  allocated[0] = allocated(serialiser, root);
                } catch (Throwable e) {
                  failure[0] = e;
                }
              },
              "measure",
              large ? LARGE_STACK : 0);
      measuring.start();
      measuring.join();
      if (failure[0] != null) {
        throw new IOException(failure[0]);
      }
      String stack = large ? "large" : "default";
      System.out.println(serialiser.bytes() + " " + stack + " " + first + " " + allocated[0]);
    }
  }

  static Serialiser serialiser(String name) throws IOException {
    return switch (name) {
      case "cairn" -> new CairnSerialiser(instrumentation());
      case "kryo" -> new Peers.ByKryo(false);
      case "kryo-fields" -> new Peers.ByKryo(true);
      case "java" -> new Peers.Java();
      case "fory" -> new Peers.ByFory();
      case "eclipse" -> new Peers.ByEclipse();
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Instrumentation instrumentation() {
    Instrumentation given = instrumentation;
    if (given == null) {
      throw new IllegalStateException("started without -javaagent");
    }
    return given;
  }

  /** Whether the default stack does. */
  @SuppressWarnings("JdkObsolete") // it is what Kryo uses
  private static boolean fits(Serialiser serialiser, Object root) throws IOException {
    // Kryo's own handler of the overflow needs this class, and one whose initialiser overflows the
    // stack is lost for good.
    Objects.requireNonNull(new StringBuffer().append('x').toString());
    try {
      serialiser.encode(root);
      return true;
    } catch (StackOverflowError e) {
      return false;
    } catch (RuntimeException e) {
      if (e.getCause() instanceof StackOverflowError) {
        return false;
      }
      throw e;
    }
  }

  private static void measure(
      Graph graph, Serialiser serialiser, Object root, int warmUps, int repetitions)
      throws IOException {
    long digest = graph.digest(root);
    long encode = LEAST;
    long decode = LEAST;
    for (int i = 0; i < warmUps + repetitions; i++) {
      encode = time(times(encode), () -> serialiser.encode(root));
      serialiser.prepare();
      Object[] copy = new Object[1];
      decode = time(times(decode), () -> copy[0] = serialiser.decode());
      if (graph.digest(copy[0]) != digest) {
        throw new IllegalStateException("the copy is another graph");
      }
      if (i >= warmUps) {
        System.out.println(encode + " " + decode);
      }
    }
  }

  /** Encodes, or decodes. */
  private interface Work {
    void run() throws IOException;
  }

  /** How often in a row, so that the clock, which may tick each ten milliseconds, tells it. */
  private static int times(long nanos) {
    return (int) Math.max(1, LEAST / Math.max(nanos, LEAST / MOST));
  }

  /** Processor time of one, in nanoseconds. */
  private static long time(int times, Work work) throws IOException {
    System.gc();
    long start = PROCESS.getProcessCpuTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return (PROCESS.getProcessCpuTime() - start) / times;
  }

  /**
   * All that one encoding allocates, garbage among it: what the heap must have room for at most.
   */
  private static long allocated(Serialiser serialiser, Object root) throws IOException {
    System.gc();
    long collections = collections();
    long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    serialiser.encode(root);
    long after = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return collections() == collections ? after - before : -1;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
