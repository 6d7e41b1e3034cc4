package dev.cairn.coordinator.core;

import java.time.Duration;

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
 * @param presence when it was there
 * @param deadline when it is to be empty, by the coordinator's clock; 0: no matter when
 * @param ends when its machine goes away, by the coordinator's clock; 0: nobody knows
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
    Presence presence,
    long deadline,
    long ends) {

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

    /** So many losses, so close together, are no accident. */
    private static final int OFTEN = 3;

    private static final long SHORT = Duration.ofHours(1).toMillis();

    /** Whether hosts with such a record are no place for what is urgent. */
    boolean isPoor() {
      return losses >= OFTEN && upMillis / losses < SHORT;
    }
  }

  /** Whether it may be given jobs. */
  boolean isOpen() {
    return up && door == Door.OPEN;
  }

  /** Whether the scheduler sees the same in it as in this one. */
  boolean looksLike(Host other) {
    return up == other.up
        && door == other.door
        && reliability.isPoor() == other.reliability.isPoor()
        && room.equals(other.room)
        && platform.equals(other.platform);
  }

  Host heardAt(long now) {
    long more = up ? Math.max(0, now - heard) : 0;
    Reliability longer = new Reliability(reliability.upMillis() + more, reliability.losses());
    return with(now, true, longer, up ? presence : presence.again(now));
  }

  /** Its time of silence begins now. */
  Host graced(long now) {
    return with(now, up, reliability, presence);
  }

  Host lost() {
    Reliability worse = new Reliability(reliability.upMillis(), reliability.losses() + 1);
    return with(heard, false, worse, presence.over(heard, true));
  }

  Host left() {
    return with(heard, false, reliability, presence.over(heard, false));
  }

  Host with(Door other) {
    return with(other, other == Door.OPEN ? 0 : deadline);
  }

  Host with(Door other, long until) {
    return new Host(
        name, incarnation, room, platform, heard, up, other, reliability, presence, until, ends);
  }

  /** Whether it was to be empty by now. */
  boolean isOver(long now) {
    return deadline > 0 && now >= deadline;
  }

  private Host with(long when, boolean there, Reliability reliable, Presence present) {
    return new Host(
        name, incarnation, room, platform, when, there, door, reliable, present, deadline, ends);
  }
}
