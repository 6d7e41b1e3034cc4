package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.util.HashMap;
import java.util.Map;

/** {@code BigHeap nodes}: a linked list that no recursive walk survives, and a large map. */
public final class BigHeap {
  private static final class Node {
    final long value;
    final Node next;

    Node(long value, Node next) {
      this.value = value;
      this.next = next;
    }
  }

  private BigHeap() {}

  public static void main(String[] args) {
    int nodes = Integer.parseInt(args[0]);
    Node head = null;
    for (int i = 0; i < nodes; i++) {
      head = new Node(i * 7919L % 104729, head);
    }
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < nodes / 10; i++) {
      index.put("key" + i, i);
    }
    long sum = 0;
    for (@CheckpointLoop int turn = 0; turn < 4; turn++) {
      for (Node n = head; n != null; n = n.next) {
        sum = sum * 31 + n.value;
      }
      sum += index.get("key" + turn);
    }
    System.out.println("sum " + sum);
  }
}
