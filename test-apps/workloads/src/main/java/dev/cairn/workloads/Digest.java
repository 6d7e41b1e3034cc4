package dev.cairn.workloads;

import java.util.HexFormat;

/**
 * A 64-bit FNV-1a hash over the bits of what a job computed, so that a result that differs in the
 * last bit of one number shows. Not thread-safe.
 */
public final class Digest {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long hash = OFFSET;

  /** Adds the eight bytes of {@code v}, lowest first. */
  public Digest add(long v) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((v >>> shift) & 0xff)) * PRIME;
    }
    return this;
  }

  /** Adds the raw bits of {@code v}: -0.0 and 0.0 differ, and so do NaNs. */
  public Digest add(double v) {
    return add(Double.doubleToRawLongBits(v));
  }

  public Digest add(double[] values) {
    for (double v : values) {
      add(v);
    }
    return this;
  }

  public Digest add(String s) {
    for (int i = 0; i < s.length(); i++) {
      add((long) s.charAt(i));
    }
    return add((long) s.length());
  }

  /** Sixteen hexadecimal digits. */
  public String hex() {
    return HexFormat.of().toHexDigits(hash);
  }

  /** The last line of every workload. */
  public void print() {
    System.out.println("digest: " + hex());
  }
}
