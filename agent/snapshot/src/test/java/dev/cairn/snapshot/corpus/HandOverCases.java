package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

/** Where threads hand things over to each other, while nobody waits. */
final class HandOverCases {
  private HandOverCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("transfer queues", HandOverCases::queues, o -> checkQueues((List<?>) o)),
        new Case("transfer queue, half read", HandOverCases::half, o -> checkHalf((List<?>) o)),
        new Case("Exchanger", HandOverCases::exchanger, o -> checkExchanger((Exchanger<?>) o)));
  }

  private static <T> T waiting(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object queues() {
    LinkedTransferQueue<String> used = new LinkedTransferQueue<>(List.of("a", "b", "c", "d"));
    used.poll();
    used.remove("c");
    LinkedTransferQueue<String> one = new LinkedTransferQueue<>();
    one.add("x");
    LinkedTransferQueue<String> emptied = new LinkedTransferQueue<>(List.of("a", "b", "c"));
    emptied.clear();
    LinkedTransferQueue<String> waited = new LinkedTransferQueue<>();
    LinkedTransferQueue<String> drained = new LinkedTransferQueue<>();
    for (int i = 0; i < 3; i++) {
      drained.add("gone");
      drained.poll();
      waiting(() -> waited.poll(1, TimeUnit.NANOSECONDS));
      waiting(() -> waited.tryTransfer("nobody takes it", 2, TimeUnit.MILLISECONDS));
    }
    return new ArrayList<>(
        List.of(used, one, emptied, waited, drained, new LinkedTransferQueue<String>()));
  }

  @SuppressWarnings("unchecked")
  private static void checkQueues(List<?> all) {
    List<List<String>> held = new ArrayList<>();
    for (Object o : all) {
      LinkedTransferQueue<String> q = (LinkedTransferQueue<String>) o;
      held.add(new ArrayList<>(q));
      assertThat(q.size()).isEqualTo(held.get(held.size() - 1).size());
      assertThat(q.hasWaitingConsumer()).isFalse();
      assertThat(q.tryTransfer("nobody waits")).isFalse();
      q.add("more");
      q.put("and more");
      List<String> rest = new ArrayList<>();
      while (!q.isEmpty()) {
        rest.add(q.poll());
      }
      List<String> expected = new ArrayList<>(held.get(held.size() - 1));
      expected.addAll(List.of("more", "and more"));
      assertThat(rest).isEqualTo(expected);
      assertThat(q.poll()).isNull();
      assertThat(q.offer("last")).isTrue();
      assertThat(q.peek()).isEqualTo("last");
      handOver(q);
    }
    assertThat(held)
        .containsExactly(
            List.of("b", "d"), List.of("x"), List.of(), List.of(), List.of(), List.of());
  }

  /** What a thread takes that waits for it. */
  private static void handOver(LinkedTransferQueue<String> q) {
    q.clear();
    String[] taken = new String[1];
    Thread taker = new Thread(() -> taken[0] = waiting(q::take));
    taker.start();
    waiting(
        () -> {
          q.transfer("handed over");
          taker.join();
          return 0;
        });
    assertThat(taken).containsExactly("handed over");
    assertThat(q).isEmpty();
  }

  private static Object half() {
    LinkedTransferQueue<Integer> q = new LinkedTransferQueue<>(List.of(1, 2, 3, 4));
    Iterator<Integer> i = q.iterator();
    i.next();
    i.next();
    return new ArrayList<>(List.of(q, i));
  }

  @SuppressWarnings("unchecked")
  private static void checkHalf(List<?> all) {
    LinkedTransferQueue<Integer> q = (LinkedTransferQueue<Integer>) all.get(0);
    Iterator<Integer> i = (Iterator<Integer>) all.get(1);
    i.remove();
    q.add(5);
    assertThat(i.next()).isEqualTo(3);
    i.remove();
    assertThat(i.next()).isEqualTo(4);
    assertThat(i.next()).isEqualTo(5);
    assertThat(i.hasNext()).isFalse();
    assertThat(q).containsExactly(1, 4, 5);
  }

  /** Used, so that it may have grown. */
  private static Object exchanger() {
    Exchanger<String> e = new Exchanger<>();
    checkExchanger(e);
    return e;
  }

  @SuppressWarnings("unchecked")
  private static void checkExchanger(Exchanger<?> o) {
    Exchanger<String> e = (Exchanger<String>) o;
    String[] given = new String[1];
    Thread other = new Thread(() -> given[0] = waiting(() -> e.exchange("there")));
    other.start();
    assertThat(waiting(() -> e.exchange("here"))).isEqualTo("there");
    waiting(
        () -> {
          other.join();
          return 0;
        });
    assertThat(given).containsExactly("here");
  }
}
