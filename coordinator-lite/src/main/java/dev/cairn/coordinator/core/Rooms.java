package dev.cairn.coordinator.core;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is left of all hosts while a plan is made. */
final class Rooms {
  private final State state;
  private final Map<String, Room> looked = new HashMap<>();
  private Capacity now;
  private Capacity soon;

  Rooms(State state) {
    this.state = state;
    this.now = state.index().free();
    this.soon = state.index().soon();
  }

  /** A host's; null where it isn't known. */
  @Nullable Room of(String name) {
    Room room = looked.get(name);
    Host host = room == null ? state.hosts().get(name) : null;
    if (host != null) {
      room = new Room(host);
      state.leasedTo(name).forEach(room::occupy);
      looked.put(name, room);
    }
    return room;
  }

  /** A host's that will do, were it empty; else null. */
  @Nullable Room suiting(String name, Shape shape) {
    Room room = of(name);
    return room != null && shape.suits(room.host()) ? room : null;
  }

  /**
   * What a job of this shape may have: unreliable hosts too, where none that is reliable is large
   * enough; null where no host is.
   */
  @Nullable Shape suited(Shape shape) {
    if (isAnySuiting(shape)) {
      return shape;
    }
    Shape anywhere = shape.batch() ? null : shape.asBatch();
    return anywhere != null && isAnySuiting(anywhere) ? anywhere : null;
  }

  private boolean isAnySuiting(Shape shape) {
    String only = shape.only();
    return only == null ? state.index().size().best(shape) != null : suiting(only, shape) != null;
  }

  boolean isAnyFree() {
    return !now.isEmpty();
  }

  /** Where a job of this shape begins at once: best where it was last. */
  @Nullable Room now(Shape shape, @Nullable String last) {
    String only = shape.only();
    String preferred = only == null ? last : only;
    Room there = preferred == null ? null : suiting(preferred, shape);
    if (there != null && shape.needs().fitsIn(there.now())) {
      return there;
    }
    return only == null ? best(now, shape) : null;
  }

  /** Where there is room for a job of this shape when all have stopped that were told to. */
  @Nullable Room soon(Shape shape) {
    String only = shape.only();
    if (only == null) {
      return best(soon, shape);
    }
    Room there = suiting(only, shape);
    return there != null && shape.needs().fitsIn(there.soon()) ? there : null;
  }

  private @Nullable Room best(Capacity capacity, Shape shape) {
    String name = capacity.best(shape);
    return name == null ? null : of(name);
  }

  /** Changes what is left of a host that is open. */
  void change(Room room, Runnable change) {
    Amount nowBefore = room.now();
    Amount soonBefore = room.soon();
    change.run();
    now = now.changed(room.host(), nowBefore, room.now());
    soon = soon.changed(room.host(), soonBefore, room.soon());
  }
}
