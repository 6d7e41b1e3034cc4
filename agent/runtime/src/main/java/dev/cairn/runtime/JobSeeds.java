package dev.cairn.runtime;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where generators that nobody gave a seed get theirs: from the job's, in the order in which they
 * are made. What has been drawn goes with the snapshot. Thread-safe.
 */
public final class JobSeeds {
  static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  /** Apart from the seeds, so that reading the one doesn't shift the other. */
  private static final long SECURE = 0x5ec0_5ec0_5ec0_5ec0L;

  private static final AtomicLong DRAWN = new AtomicLong();
  private static final AtomicLong SECURE_WORDS = new AtomicLong();

  private static volatile long seed;
  private static volatile @Nullable Runnable first;
  private static volatile boolean derivesSecure;

  private JobSeeds() {}

  /**
   * Sets the job's seed.
   *
   * @param told called when the first generator gets its seed from here
   * @param secure whether {@code SecureRandom} draws from here, too
   */
  public static void install(long jobSeed, boolean secure, Runnable told) {
    seed = jobSeed;
    first = told;
    derivesSecure = secure;
  }

  /** Stands for {@code Random.seedUniquifier}, another one each time. */
  public static long next() {
    tell();
    return mix(seed + GOLDEN * DRAWN.incrementAndGet());
  }

  /** Stands for the clock that a seed is mixed with. */
  public static long nothing() {
    return 0;
  }

  /** Stands for the clock that the JDK's own sources of seeds begin with; always the same. */
  public static long base() {
    tell();
    return source("base");
  }

  /** What {@code RandomSupport.initialSeed} makes of {@link #base} and {@link #nothing}. */
  public static long initial() {
    return mix(source("base"));
  }

  /** Stands for the number of a thread: that of the job's is the same in every JVM. */
  @SuppressWarnings("deprecation") // there is no other name for it in 17
  public static long threadNumber(Thread thread) {
    return thread == Woven.thread() ? 1 : thread.getId();
  }

  /** The beginning of a named source of the JDK's. */
  public static long source(String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + GOLDEN + name.charAt(i));
    }
    return hash;
  }

  /** Whether {@code SecureRandom} draws from the job's seed. */
  public static boolean derivesSecure() {
    return derivesSecure;
  }

  /** Stands for {@code SecureRandom.nextBytes}. */
  public static void secureBytes(byte[] bytes) {
    tell();
    long word = 0;
    for (int i = 0; i < bytes.length; i++) {
      if ((i & 7) == 0) {
        word = mix((seed ^ SECURE) + GOLDEN * SECURE_WORDS.incrementAndGet());
      }
      bytes[i] = (byte) (word >>> (8 * (i & 7)));
    }
  }

  /** Stands for {@code SecureRandom.generateSeed}. */
  public static byte[] secureSeed(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("numBytes cannot be negative");
    }
    byte[] bytes = new byte[length];
    secureBytes(bytes);
    return bytes;
  }

  /** How many seeds were drawn, for a snapshot. */
  public static long drawn() {
    return DRAWN.get();
  }

  /** How many words {@code SecureRandom} was given, for a snapshot. */
  public static long secureWords() {
    return SECURE_WORDS.get();
  }

  /** Goes on from a snapshot. */
  public static void restore(long drawn, long secureWords) {
    DRAWN.set(drawn);
    SECURE_WORDS.set(secureWords);
  }

  private static void tell() {
    Runnable r = first;
    if (r != null) {
      first = null;
      r.run();
    }
  }

  /** Stafford's 13th variant of the MurmurHash3 finaliser, as in SplittableRandom. */
  static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    y = (y ^ (y >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return y ^ (y >>> 31);
  }
}
