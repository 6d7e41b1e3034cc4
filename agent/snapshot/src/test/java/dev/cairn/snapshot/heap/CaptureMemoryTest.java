package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.format.HeapImage;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a capture takes beside the job's heap: the image, and a little for each object. Between two
 * collections nothing is given back, so that all that was allocated counts, garbage among it.
 */
class CaptureMemoryTest {
  private static final int FEW = 50_000;
  private static final int MANY = 250_000;

  /** What is allocated whatever the job is: tables of the JDK's singletons and classes. */
  private static final long FIXED = 16 << 20;

  static final class Node {
    Node next;
    Object other;
    long value;
  }

  private record Taken(long objects, long image, long beside) {}

  /** The bounds stand in docs/decisions/36-walk-by-batches.md. */
  @ParameterizedTest
  @CsvSource({"false, 48", "true, 160"})
  void isBoundedForEachObject(boolean hashed, long bound) {
    capture(nodes(1000, hashed)); // what is made once
    Taken few = capture(nodes(FEW, hashed));
    Taken many = capture(nodes(MANY, hashed));
    assertThat(few.beside).isLessThan(FIXED + FEW * bound);
    assertThat((double) (many.beside - few.beside) / (many.objects - few.objects))
        .as("bytes for each object")
        .isLessThan(bound);
  }

  private static Taken capture(Node first) {
    for (int i = 0; i < 9; i++) {
      System.gc();
      long collections = collections();
      long direct = direct();
      long before = used();
      try (HeapImage image = Snapshots.capture(List.of(Node.class), first)) {
        long taken = used() - before;
        long outside = direct() - direct;
        if (collections() == collections) {
          return new Taken(
              image.histogram().objects(), image.bytes(), taken + outside - image.bytesInHeap());
        }
      }
    }
    throw new AssertionError("the collector ran in each capture: give the tests more heap");
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static Node nodes(int count, boolean hashed) {
    Node first = null;
    for (int i = 0; i < count; i++) {
      Node n = new Node();
      n.next = first;
      n.other = i % 3 == 0 ? null : first;
      n.value = hashed ? System.identityHashCode(n) : i;
      first = n;
    }
    return first;
  }
}
