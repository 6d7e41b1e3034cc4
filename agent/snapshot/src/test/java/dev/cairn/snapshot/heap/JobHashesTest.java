package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.runtime.IdentityHash;
import dev.cairn.snapshot.TestAgent;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity hashes of the job's own, in this JVM's headers. */
class JobHashesTest {
  private enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "leaf";
      }
    }
  }

  private static final class Plain {}

  private static final class Content {
    @Override
    public int hashCode() {
      return 4711;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Content;
    }
  }

  private static final class Thrice {
    @Override
    public int hashCode() { // as it is treated
      int unseen = IdentityHash.unseenBySuper(this);
      return 3 * IdentityHash.seenBySuper(unseen, this, super.hashCode());
    }

    @Override
    public boolean equals(Object o) {
      return this == o;
    }
  }

  private static final HeaderHash HEADER = HeapAccess.open(TestAgent.instrumentation()).header();
  private static final JobHashes HASHES =
      new JobHashes(HEADER, MethodHandles.lookup(), ClassLoader.getPlatformClassLoader());

  @BeforeEach
  void begin() {
    IdentityHash.begin(HASHES, HEADER.bits(), true);
    IdentityHash.restore(0);
  }

  /** All of them once more, where the number is given before the JVM gives one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "numbersFollowTheOrderInWhichTheyAreAskedFor",
        "theHeaderHasTheNumber",
        "lockedObjectsToo",
        "aHashOfItsOwnStays",
        "superIsTheIdentityHash",
        "whatHasANameDrawsNothing",
        "hiddenClassesKeepTheJvms",
        "whatTheAgentDoesDrawsNothing",
        "objectsOfTheJvmDrawNothing"
      })
  void alsoBesideOtherThreads(String test) throws Exception {
    IdentityHash.starting(new Thread(() -> {}));
    JobHashesTest.class.getDeclaredMethod(test).invoke(this);
  }

  /** What no header is like: other tests of this JVM get the JVM's hashes. */
  @AfterEach
  void end() {
    IdentityHash.begin(HASHES, -1, false);
  }

  @Test
  void numbersFollowTheOrderInWhichTheyAreAskedFor() {
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      first.add(IdentityHash.hashCode(i % 2 == 0 ? new Plain() : new int[i]));
    }
    assertThat(IdentityHash.drawn()).isEqualTo(100);
    IdentityHash.restore(50);
    List<Integer> again = new ArrayList<>();
    for (int i = 50; i < 100; i++) {
      again.add(IdentityHash.identityHashCode(new Object()));
    }

    assertThat(again).isEqualTo(first.subList(50, 100));
    assertThat(first).doesNotHaveDuplicates().allMatch(n -> n > 0 && n <= IdentityHash.MAX);
  }

  @Test
  void theHeaderHasTheNumber() {
    Object o = new Plain();
    int number = IdentityHash.hashCode(o);
    assertThat(System.identityHashCode(o)).isEqualTo(number);
    assertThat(o.hashCode()).isEqualTo(number);
    assertThat(IdentityHash.hashCode(o)).isEqualTo(number);
    assertThat(IdentityHash.drawn()).isEqualTo(1);
  }

  @Test
  void lockedObjectsToo() {
    Object once = new Plain();
    Object twice = new Plain();
    int a;
    int b;
    synchronized (once) {
      a = IdentityHash.hashCode(once);
      assertThat(System.identityHashCode(once)).isEqualTo(a);
    }
    synchronized (twice) {
      synchronized (twice) {
        b = IdentityHash.hashCode(twice);
      }
    }
    assertThat(IdentityHash.drawn()).isEqualTo(2);
    assertThat(List.of(once.hashCode(), twice.hashCode())).isEqualTo(List.of(a, b));
    assertThat(a).isLessThanOrEqualTo(IdentityHash.MAX);
    IdentityHash.restore(0);
    assertThat(IdentityHash.hashCode(new Plain())).isEqualTo(a);
    synchronized (once) { // hashed before it was locked
      assertThat(IdentityHash.hashCode(once)).isEqualTo(a);
    }
  }

  @Test
  void aHashOfItsOwnStays() {
    Content c = new Content();
    assertThat(IdentityHash.hashCode(c)).isEqualTo(4711);
    assertThat(HEADER.read(c)).as("no identity hash was taken").isZero();
    assertThat(IdentityHash.drawn()).isZero();
    int number = IdentityHash.identityHashCode(c);
    assertThat(System.identityHashCode(c)).isEqualTo(number);
    assertThat(IdentityHash.drawn()).isEqualTo(1);
    synchronized (c) {
      assertThat(IdentityHash.hashCode(c)).isEqualTo(4711);
    }
  }

  @Test
  void superIsTheIdentityHash() {
    Thrice t = new Thrice();
    int hash = IdentityHash.hashCode(t);
    assertThat(IdentityHash.drawn()).isEqualTo(1);
    assertThat(hash).isEqualTo(3 * System.identityHashCode(t)).isEqualTo(t.hashCode());
  }

  @Test
  void whatHasANameDrawsNothing() {
    assertThat(IdentityHash.hashCode(String.class)).isEqualTo(named("java.lang.String"));
    assertThat(IdentityHash.identityHashCode(Plain[].class))
        .isEqualTo(named(Plain[].class.getName()));
    assertThat(IdentityHash.identityHashCode(Colour.RED)).isEqualTo(IdentityHash.named(Colour.RED));
    assertThat(IdentityHash.identityHashCode(Colour.GREEN))
        .isEqualTo(IdentityHash.named(Colour.GREEN))
        .isNotEqualTo(IdentityHash.named(Colour.RED))
        .isEqualTo(System.identityHashCode(Colour.GREEN));
    assertThat(IdentityHash.drawn()).isZero();
  }

  private static int named(String name) {
    return IdentityHash.named(name);
  }

  @Test
  void hiddenClassesKeepTheJvms() {
    Runnable r = () -> {};
    assertThat(IdentityHash.hashCode(r.getClass()))
        .isEqualTo(System.identityHashCode(r.getClass()));
  }

  @Test
  void whatTheAgentDoesDrawsNothing() {
    boolean was = IdentityHash.suspend();
    int hash = IdentityHash.hashCode(new Plain());
    IdentityHash.resume(was);
    assertThat(hash).isNotZero();
    assertThat(IdentityHash.drawn()).isZero();
    int unused = IdentityHash.hashCode(new Plain());
    assertThat(IdentityHash.drawn()).isEqualTo(1);
  }

  @Test
  void objectsOfTheJvmDrawNothing() {
    int unused = IdentityHash.hashCode(new java.lang.ref.WeakReference<>(this));
    assertThat(IdentityHash.drawn()).isZero();
  }

  @Test
  void nothingIsNothing() {
    assertThat(IdentityHash.unseen(null)).isZero();
    assertThat(IdentityHash.identityHashCode(null)).isZero();
  }

  /** Whoever comes second must not give another number than the first was told. */
  @Test
  void threadsAgree() throws Exception {
    int threads = 4;
    Object[] objects = new Object[20_000];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = new Plain();
    }
    int[][] told = new int[threads][objects.length];
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int[] mine = told[t];
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                for (int i = 0; i < objects.length; i++) {
                  mine[i] = IdentityHash.hashCode(objects[i]);
                }
              });
      IdentityHash.starting(thread); // as Thread.start is hooked
      thread.start();
      all.add(thread);
    }
    go.countDown();
    for (Thread t : all) {
      t.join(TimeUnit.MINUTES.toMillis(1));
    }
    for (int i = 0; i < objects.length; i++) {
      Set<Integer> answers = new HashSet<>();
      for (int[] mine : told) {
        answers.add(mine[i]);
      }
      answers.add(System.identityHashCode(objects[i]));
      assertThat(answers).as("object %s", i).hasSize(1);
    }
  }
}
