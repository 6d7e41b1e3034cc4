package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.core.Order;

/** What is left of a job when it is stopped or its host goes away. */
public interface Saving {
  /** How much work, in milliseconds, one can go on from who has done so much. */
  long kept(long work);

  /** The generation that there is as soon as a job begins, 0: none. */
  long first();

  /** How often a generation is written, in milliseconds. */
  long every(Order order);

  /** As the coordinator orders it: generations, by Daly's interval. */
  Saving GENERATIONS =
      new Saving() {
        @Override
        public long kept(long work) {
          return work;
        }

        @Override
        public long first() {
          return 0;
        }

        @Override
        public long every(Order order) {
          return order.everySeconds() * 1000;
        }
      };

  /** As if there were no snapshots: whatever is stopped begins anew. */
  Saving NONE =
      new Saving() {
        @Override
        public long kept(long work) {
          return 0;
        }

        @Override
        public long first() {
          return 1; // its beginning: it may be stopped at once
        }

        @Override
        public long every(Order order) {
          return NEVER;
        }
      };

  /** Longer than any simulation. */
  long NEVER = Long.MAX_VALUE / 4;
}
