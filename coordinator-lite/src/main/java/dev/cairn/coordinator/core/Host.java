package dev.cairn.coordinator.core;

/**
 * A host as the coordinator knows it.
 *
 * @param name its own
 * @param incarnation of its worker: another one knows nothing of what this one was told
 * @param room all of it
 * @param platform its platform class
 * @param heard when its worker was last heard of
 * @param up whether it counts as there
 * @param door whether it gets jobs
 * @param reliability how reliable it was
 * @param deadline when it is to be empty, by the coordinator's clock; 0: no matter when
 */
public record Host(
    String name,
    String incarnation,
    Amount room,
    String platform,
    long heard,
    boolean up,
    Door door,
    Reliability reliability,
    long deadline) {

  /** Whether a host gets jobs. */
  public enum Door {
    OPEN,
    /** Not until somebody says so. */
    CORDONED,
    /** Its worker is about to end: not until it comes back. */
    LEAVING
  }

  /**
   * A host's own failures.
   *
   * @param upMillis for how long it was there, in all
   * @param losses how many times it was lost
   */
  public record Reliability(long upMillis, int losses) {
    static final Reliability NEW = new Reliability(0, 0);
  }

  /** Whether it may be given jobs. */
  boolean isOpen() {
    return up && door == Door.OPEN;
  }

  /** Whether the scheduler sees the same in it as in this one. */
  boolean looksLike(Host other) {
    return up == other.up
        && door == other.door
        && room.equals(other.room)
        && platform.equals(other.platform);
  }

  Host heardAt(long now) {
    long more = up ? Math.max(0, now - heard) : 0;
    return with(now, true, new Reliability(reliability.upMillis() + more, reliability.losses()));
  }

  /** Its time of silence begins now. */
  Host graced(long now) {
    return with(now, up, reliability);
  }

  Host lost() {
    return with(heard, false, new Reliability(reliability.upMillis(), reliability.losses() + 1));
  }

  Host left() {
    return with(heard, false, reliability);
  }

  Host with(Door other) {
    return with(other, other == Door.OPEN ? 0 : deadline);
  }

  Host with(Door other, long until) {
    return new Host(name, incarnation, room, platform, heard, up, other, reliability, until);
  }

  /** Whether it was to be empty by now. */
  boolean isOver(long now) {
    return deadline > 0 && now >= deadline;
  }

  private Host with(long when, boolean there, Reliability reliable) {
    return new Host(name, incarnation, room, platform, when, there, door, reliable, deadline);
  }
}
