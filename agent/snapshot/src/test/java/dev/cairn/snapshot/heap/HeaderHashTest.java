package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.TestAgent;
import dev.cairn.snapshot.UnsupportedJvmException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderHashTest {
  private static final HeaderHash HEADER = HeapAccess.open(TestAgent.instrumentation()).header();

  @ParameterizedTest
  @CsvSource({"0, use HotSpot 17 to 25", "1, use HotSpot 17 to 25", "5, leave out -XX:+Use"})
  void anUnknownLayoutIsRefusedInOneLine(int lowestBits, String remedy) {
    assertThatThrownBy(() -> HeaderHash.probe(o -> (long) o.hashCode() << 40 | lowestBits))
        .isInstanceOfSatisfying(
            UnsupportedJvmException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(69);
              assertThat(e.getMessage().lines()).hasSize(1);
            })
        .hasMessageStartingWith("this JVM's object headers are not as known (")
        .hasMessageContaining("); " + remedy);
  }

  @Test
  void readsAndReplacesTheHashOfAFreeObject() {
    Object o = new Object();
    assertThat(HEADER.hashOf(o)).isZero();
    int hash = System.identityHashCode(o);
    assertThat(HEADER.hashOf(o)).isEqualTo(hash);
    assertThat(HEADER.replace(o, 77)).isTrue();
    assertThat(System.identityHashCode(o)).isEqualTo(77);
  }

  @Test
  void readsAndReplacesTheHashOfAnInflatedObject() throws InterruptedException {
    Object hashed = inflated();
    int hash = System.identityHashCode(hashed);
    assertThat(HEADER.read(hashed)).as("inflated").isEqualTo(-1);
    assertThat(HEADER.hashOf(hashed)).isEqualTo(hash);
    assertThat(HEADER.replace(hashed, 78)).isTrue();
    assertThat(System.identityHashCode(hashed)).isEqualTo(78);
    assertThat(HEADER.hashOf(inflated())).isZero();
  }

  /** What waits has a monitor; it keeps it for a while. */
  private static Object inflated() throws InterruptedException {
    Object o = new Object();
    synchronized (o) {
      o.wait(1);
    }
    return o;
  }

  @Test
  void neitherAsksNorHarmsAnObjectLockedByAnother() throws InterruptedException {
    Object o = new Object();
    int hash = System.identityHashCode(o);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              synchronized (o) {
                locked.countDown();
                try {
                  done.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    other.start();
    locked.await();
    assertThat(HEADER.hashOf(o)).isIn(-1, hash);
    done.countDown();
    other.join();
    assertThat(System.identityHashCode(o)).isEqualTo(hash);
  }

  @Test
  void aWalkGivesAnInflatedObjectNoHash() throws InterruptedException {
    Object o = inflated();
    try (IdentityTable table = new IdentityTable(HEADER)) {
      int id = -1 - table.idOf(o);
      assertThat(table.idOf(o)).isEqualTo(id);
      assertThat(table.hashOf(id)).isZero();
      assertThat(table.idOf(new Object())).isEqualTo(-1 - (id + 1));
    }
    assertThat(HEADER.hashOf(o)).isZero();
  }
}
