package dev.cairn.coordinator.worker;

/** Goes by when somebody sleeps. */
final class FakeTime implements Time {
  private long nanos;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(long millis) {
    nanos += millis * 1_000_000;
  }

  @Override
  public long millis() {
    return nanos / 1_000_000;
  }
}
