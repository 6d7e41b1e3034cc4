package dev.cairn.coordinator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each is done once, some at a time; nothing is left under way. */
class LanesTest {
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

  @Test
  void theFirstFailureIsTold() {
    AtomicInteger under = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Lanes.each(
                    MANY,
                    i -> {
                      under.incrementAndGet();
                      try {
                        if (i == 7) {
                          throw new IOException("no " + i);
                        }
                      } finally {
                        under.decrementAndGet();
                      }
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no 7");
    assertThat(under.get()).isZero();
  }
}
