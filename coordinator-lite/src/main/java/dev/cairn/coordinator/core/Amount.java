package dev.cairn.coordinator.core;

/** Room on a host: what a job needs of it, or what there is of it. */
public record Amount(int slots, long memoryMiB) {
  public static final Amount NONE = new Amount(0, 0);

  public Amount plus(Amount other) {
    return new Amount(slots + other.slots, memoryMiB + other.memoryMiB);
  }

  public Amount minus(Amount other) {
    return new Amount(slots - other.slots, memoryMiB - other.memoryMiB);
  }

  public boolean fitsIn(Amount room) {
    return slots <= room.slots && memoryMiB <= room.memoryMiB;
  }

  @Override
  public String toString() {
    return slots + (slots == 1 ? " slot" : " slots") + " and " + memoryMiB + " MiB";
  }
}
