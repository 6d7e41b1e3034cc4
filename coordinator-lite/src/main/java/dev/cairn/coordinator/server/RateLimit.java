package dev.cairn.coordinator.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * For each of many, so many in a second; who has been quiet may do two seconds' worth at once.
 * Thread-safe.
 */
final class RateLimit {
  /** Whoever is beyond that has been quiet for longest, and begins anew. */
  private static final int KNOWN = 10_000;

  private static final double BURST_SECONDS = 2;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanos;

  /** How much each may do at once, and as of when. */
  private static final class Bucket {
    double left;
    long at;

    Bucket(double left, long at) {
      this.left = left;
      this.at = at;
    }
  }

  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > KNOWN;
        }
      };

  RateLimit(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** 0 where it may be done now, and counts; else after how many seconds it may be. */
  synchronized int take(String who) {
    long now = nanos.getAsLong();
    double most = Math.max(1, perSecond * BURST_SECONDS);
    Bucket bucket = buckets.computeIfAbsent(who, w -> new Bucket(most, now));
    bucket.left = Math.min(most, bucket.left + (now - bucket.at) / NANOS * perSecond);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left--;
      return 0;
    }
    return (int) Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
  }
}
