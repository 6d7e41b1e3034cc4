package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.NotCapturableException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the corpus, in JVMs of its own, can't see: who owns the memory, and what is refused. */
class DirectBuffersTest {
  @TempDir Path dir;

  private List<Object> moved(Object... locals) {
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(DirectBuffersTest.class), locals), file);
    return Snapshots.restore(file);
  }

  private static long address(Object buffer) {
    return Mem.getLong(buffer, Mem.offset(java.nio.Buffer.class, "address"));
  }

  @Test
  void memoryIsItsOwn() {
    ByteBuffer b = ByteBuffer.allocateDirect(16).putLong(5);

    ByteBuffer moved = (ByteBuffer) moved(b).get(0);
    b.putLong(0, 6);

    assertThat(address(moved)).isNotEqualTo(address(b));
    assertThat(moved.getLong(0)).isEqualTo(5);
  }

  @Test
  void memoryIsFreedWithItsOwner() throws InterruptedException {
    long before = reserved();
    int size = 1 << 20;
    WeakReference<Object> moved =
        new WeakReference<>(moved(ByteBuffer.allocateDirect(size)).get(0));
    while (moved.get() != null || reserved() - before >= size) {
      System.gc();
      Thread.sleep(10);
    }
  }

  private static long reserved() {
    return java.lang.management.ManagementFactory.getPlatformMXBeans(
            java.lang.management.BufferPoolMXBean.class)
        .stream()
        .filter(p -> p.getName().equals("direct"))
        .mapToLong(java.lang.management.BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void whatSomeoneElseOwnsIsRefused() throws Exception {
    try (FileChannel file =
        FileChannel.open(
            dir.resolve("mapped"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, 8);
      assertThatThrownBy(() -> moved(mapped))
          .isInstanceOf(NotCapturableException.class)
          .hasMessageContaining("a mapped file");
      assertThatThrownBy(() -> moved(mapped.slice().asIntBuffer()))
          .isInstanceOf(NotCapturableException.class)
          .hasMessageContaining("a mapped file");
    }
    ByteBuffer freed = ByteBuffer.allocateDirect(8);
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    java.lang.reflect.Field the = unsafe.getDeclaredField("theUnsafe");
    the.setAccessible(true);
    Method free = unsafe.getMethod("invokeCleaner", ByteBuffer.class);
    free.invoke(the.get(null), freed);
    assertThatThrownBy(() -> moved(freed))
        .isInstanceOf(NotCapturableException.class)
        .hasMessageContaining("freed by hand");
  }
}
