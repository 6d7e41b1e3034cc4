package dev.cairn.coordinator.worker;

/** A worker's time. */
interface Time {
  /** Of a clock that nobody sets. */
  long nanos();

  /** Of the clock by which files are dated. */
  long millis();

  void sleep(long millis) throws InterruptedException;

  /** The machine's. */
  Time REAL =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }

        @Override
        public void sleep(long millis) throws InterruptedException {
          Thread.sleep(millis);
        }
      };
}
