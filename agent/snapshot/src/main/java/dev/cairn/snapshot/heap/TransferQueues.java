package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.FieldEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedTransferQueue;
import org.jspecify.annotations.Nullable;

/**
 * The ends of transfer queues. Some releases make each queue with a node that holds nothing, which
 * is head and tail; later ones make the first node when there is something to hold, and the tail
 * when there is a second one. All of them work on from any of these:
 *
 * <pre>
 *   stored      head                     tail
 *   null        nothing was ever held,   is the head
 *               or nothing is held, and
 *               the last node that was
 *               used up is not told from
 *               the one of a new queue
 *   a node      the first one            the last one, or one before it
 * </pre>
 *
 * The nodes themselves have the same fields everywhere.
 */
final class TransferQueues {
  private static final Class<?> QUEUE = LinkedTransferQueue.class;
  private static final String NODE_NAME = QUEUE.getName() + "$DualNode"; // the later name
  private static final Class<?> NODE = Renewed.type(JdkNames.here(NODE_NAME));

  private static final long HEAD = Mem.offset(QUEUE, "head");
  private static final long TAIL = Mem.offset(QUEUE, "tail");
  private static final long ITEM = Mem.offset(NODE, "item");
  private static final long NEXT = Mem.offset(NODE, "next");
  private static final long IS_DATA = Mem.offset(NODE, "isData");

  /** Whether a new queue has a node here. */
  private static final boolean WITH_NODE = head(new LinkedTransferQueue<>()) != null;

  private TransferQueues() {}

  static void add(Map<String, OtherForms.Form> table) {
    table.put(
        QUEUE.getName(),
        new OtherForms.Form(Set.of("head", "tail"), List.of(end("head", HEAD), end("tail", TAIL))));
  }

  private static Shape.Slot end(String name, long offset) {
    FieldEntry e = new FieldEntry(QUEUE.getName(), name, "L" + NODE_NAME.replace('.', '/') + ";");
    return new Shape.Slot(
        e,
        e.kind(),
        NODE,
        new OtherForm() {
          @Override
          public @Nullable Object get(Object o) {
            Object head = head(o);
            Object end = Mem.getRef(o, offset);
            return head == null || isUsedUp(head) || (offset == TAIL && end == head) ? null : end;
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            Object v = value;
            if (v == null && WITH_NODE) {
              v = offset == TAIL ? head(o) : emptyNode(); // the head comes first
            }
            Mem.putRef(o, offset, v);
          }
        });
  }

  private static @Nullable Object head(Object queue) {
    return Mem.getRef(queue, HEAD);
  }

  /** Whether it is the only node, and what it held was taken. */
  private static boolean isUsedUp(Object head) {
    boolean isData = Mem.getByte(head, IS_DATA) != 0;
    return Mem.getRef(head, NEXT) == null && isData != (Mem.getRef(head, ITEM) != null);
  }

  private static Object emptyNode() {
    Object node = Mem.allocate(NODE);
    Mem.putByte(node, IS_DATA, (byte) 1);
    return node;
  }
}
