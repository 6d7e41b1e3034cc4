package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Order;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies on a simulated worker's disk of one job: it outlives the worker. A generation takes its
 * time to be written; what was being written when the worker died is torn, and stays there.
 */
final class SimulatedFolder {
  /** Whether its checksum is right shows who reads it. */
  private record Generation(long number, long work, long state, boolean whole) {}

  private final Order order;
  private final long goal;
  private final List<Generation> generations = new ArrayList<>();
  private @Nullable Generation writing;
  private long writtenAt;

  /**
   * @param first the generation that is there however little was done
   */
  SimulatedFolder(Order order, long first) {
    this.order = order;
    SimulatedFiles files = SimulatedFiles.parse(order.files());
    this.goal = files.goal();
    generations.add(
        new Generation(Math.max(first, files.generation()), files.work(), files.state(), true));
  }

  Order order() {
    return order;
  }

  long goal() {
    return goal;
  }

  private Generation newest() {
    for (int i = generations.size() - 1; i >= 0; i--) {
      if (generations.get(i).whole) {
        return generations.get(i);
      }
    }
    throw new IllegalStateException("job " + order.job() + " has no whole generation");
  }

  /** The number of the newest generation that is whole. */
  long generation() {
    return newest().number;
  }

  long work() {
    return newest().work;
  }

  long state() {
    return newest().state;
  }

  CheckIn checkIn() {
    Generation g = newest();
    return new CheckIn(
        order.epoch(), g.number, new SimulatedFiles(goal, g.number, g.work, g.state).toString());
  }

  /** Begins to write the next generation, which will be there then. */
  void write(long work, long state, long then) {
    writing = new Generation(generation() + 1, work, state, true);
    writtenAt = then;
  }

  boolean isWriting() {
    return writing != null;
  }

  /** When what is being written will be there. */
  long writtenAt() {
    return writtenAt;
  }

  /** It is there, and read back: only now those before it go. */
  void written() {
    Generation whole = writing;
    if (whole != null) {
      generations.clear();
      generations.add(whole);
      writing = null;
    }
  }

  /** Half of it was written. */
  void tear() {
    Generation half = writing;
    if (half != null) {
      generations.add(new Generation(half.number, half.work, half.state >>> 32, false));
      writing = null;
    }
  }
}
