package dev.cairn.coordinator.core;

import java.util.Locale;

/**
 * Where a job is.
 *
 * <pre>
 *            submit            lease            started
 *              │                 │                 │
 *              ▼                 │                 │
 *   ┌──────► QUEUED ────────► STAGING ────────► RUNNING ────────► DONE, FAILED
 *   │          ▲                 │                 │                  ▲
 *   │  release,│                 └───────┬─────────┘                  │
 *   │   resume │                         │ preempted, slice over,     │ it ended first
 *   │          │                         ▼ pause, hold, drain         │
 *   │     PAUSED, HELD ◄──────── SNAPSHOTTING ────────────────────────┘
 *   │                                    │ preempted, slice over, drained
 *   └────────────────────────────────────┘
 *   MIGRATING: stopping in order to go on on another host, then waiting for room there.
 *   A lost host puts its jobs back to QUEUED. From anywhere: REMOVED.
 * </pre>
 */
public enum JobState {
  QUEUED,
  STAGING,
  RUNNING,
  SNAPSHOTTING,
  MIGRATING,
  PAUSED,
  HELD,
  DONE,
  FAILED,
  REMOVED;

  /** Whether nothing happens to the job any more. */
  public boolean isFinal() {
    return this == DONE || this == FAILED || this == REMOVED;
  }

  /** As users read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
