package dev.cairn.snapshot.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file being written, and how long its disk takes. */
final class TimedOutput implements Disk.Output {
  private final Disk.Output out;
  private long nanos;

  TimedOutput(Disk.Output out) {
    this.out = out;
  }

  /** For all that was asked so far. */
  long nanos() {
    return nanos;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    long begin = System.nanoTime();
    try {
      return out.write(bytes);
    } finally {
      nanos += System.nanoTime() - begin;
    }
  }

  @Override
  public void force() throws IOException {
    long begin = System.nanoTime();
    try {
      out.force();
    } finally {
      nanos += System.nanoTime() - begin;
    }
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
