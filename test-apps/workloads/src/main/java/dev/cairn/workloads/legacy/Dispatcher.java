package dev.cairn.workloads.legacy;

import java.util.Vector;

/** Takes orders from a queue, some of which beget others. */
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"})
final class Dispatcher {
  private static final Vector queue = new Vector();
  private static int head;
  private static long seed = 4242;
  private static int handled;

  private Dispatcher() {}

  static int random(int bound) {
    seed = seed * 16807 % 2147483647;
    return (int) (seed % bound);
  }

  static void fill(int count) {
    for (int i = 0; i < count; i++) {
      queue.addElement(new int[] {random(97), random(1000), 3});
    }
  }

  /** Works off a batch; true when the queue is empty. */
  static boolean work() {
    int batch = 100 + random(50);
    int done = drain(batch) + batch / 1000;
    handled += done;
    return head == queue.size();
  }

  static int drain(int batch) {
    int n = 0;
    while (n < batch && head < queue.size()) {
      int[] order = (int[]) queue.elementAt(head++);
      n++;
      long price = Ledger.post("item-" + order[0], order[1]);
      if (order[2] > 0 && price % 3 == 0) {
        queue.addElement(new int[] {(order[0] * 7 + n) % 97, order[1] / 2, order[2] - 1});
      }
      if (head > 5000) {
        compact();
      }
    }
    return n;
  }

  private static void compact() {
    Vector rest = new Vector(queue.subList(head, queue.size()));
    queue.clear();
    queue.addAll(rest);
    head = 0;
  }

  static int handled() {
    return handled;
  }
}
