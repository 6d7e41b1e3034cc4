package dev.cairn.coordinator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each is done once, some at a time; nothing is left under way. */
class LanesTest {
  private static final long LONG = 300_000_000;
  private static final List<Integer> MANY = IntStream.range(0, 50).boxed().toList();

  @Test
  void eachOnce() throws IOException {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    Lanes.each(MANY, i -> assertThat(done.add(i)).isTrue());
    assertThat(done).containsExactlyInAnyOrderElementsOf(MANY);
    Lanes.each(List.<Integer>of(), i -> done.add(-1));
    Lanes.each(List.of(99), i -> assertThat(done.add(i)).isTrue());
    assertThat(done).hasSize(51).contains(99);
  }

  /** It would hang if they came one after the other. */
  @Test
  void severalAtATime() throws IOException {
    CyclicBarrier all = new CyclicBarrier(4);
    Lanes.each(
        List.of(1, 2, 3, 4),
        i -> {
          try {
            all.await();
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
  }

  /** One fails while another waits for what never comes: that one is over, too, when it is told. */
  @Test
  void whenOneFailsNoneGoesOn() {
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                Lanes.each(
                    List.of("fails", "waits"),
                    what -> {
                      try {
                        if (what.equals("fails")) {
                          waits.await();
                          throw new IOException("no");
                        }
                        waits.countDown();
                        never.await();
                      } catch (InterruptedException e) {
                        LockSupport.parkNanos(LONG); // who doesn't wait for it is told before
                        over.set(true);
                      }
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no");
    assertThat(over).isTrue();
  }

  @Test
  void theFirstFailureIsTold() {
    assertThatThrownBy(
            () ->
                Lanes.each(
                    MANY,
                    i -> {
                      if (i >= 7) {
                        throw new IOException("no " + i);
                      }
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no 7");
  }
}
