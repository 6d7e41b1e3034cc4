package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait for a host, in the order of their turns; those of one shape can be passed over
 * together. Immutable.
 *
 * @param waiting by shape
 * @param heads the first of each shape
 */
record Queue(SortedTable<Shape, SortedTable<Turn, Turn>> waiting, SortedTable<Turn, Shape> heads) {
  static final Queue NONE = new Queue(SortedTable.empty(), SortedTable.empty());

  Queue with(Shape shape, Turn turn) {
    return changed(shape, of(shape).with(turn, turn));
  }

  Queue without(Shape shape, Turn turn) {
    return changed(shape, of(shape).without(turn));
  }

  private SortedTable<Turn, Turn> of(Shape shape) {
    SortedTable<Turn, Turn> turns = waiting.get(shape);
    return turns == null ? SortedTable.empty() : turns;
  }

  private Queue changed(Shape shape, SortedTable<Turn, Turn> turns) {
    Turn head = turns.first();
    return new Queue(
        head == null ? waiting.without(shape) : waiting.with(shape, turns),
        headed(shape, of(shape).first(), head));
  }

  private SortedTable<Turn, Shape> headed(Shape shape, @Nullable Turn old, @Nullable Turn head) {
    if (old == null ? head == null : old.equals(head)) {
      return heads;
    }
    SortedTable<Turn, Shape> rest = old == null ? heads : heads.without(old);
    return head == null ? rest : rest.with(head, shape);
  }

  /** Whose turn it is, or null. */
  @Nullable Turn first() {
    return heads.first();
  }

  /** The first has had its turn: the next of its shape is in its place. */
  Queue afterFirst(Turn first, Shape shape) {
    return new Queue(waiting, headed(shape, first, of(shape).higher(first)));
  }

  /** None of the first's shape gets a turn any more. */
  Queue afterAllLike(Turn first) {
    return new Queue(waiting, heads.without(first));
  }
}
