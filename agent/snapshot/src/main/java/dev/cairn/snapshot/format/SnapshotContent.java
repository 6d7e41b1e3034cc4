package dev.cairn.snapshot.format;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that goes into a snapshot file but its generation's number.
 *
 * @param job what was started
 * @param plan the weaving plan's text
 * @param classDigests class name to hex SHA-256 of its original bytes as they were given to us
 * @param progress how far the job is
 * @param host where it is
 * @param image the captured state
 */
public record SnapshotContent(
    JobIdentity job,
    String plan,
    SortedMap<String, String> classDigests,
    Progress progress,
    HostFacts host,
    HeapImage image) {
  public SnapshotContent {
    classDigests = Collections.unmodifiableSortedMap(new TreeMap<>(classDigests));
  }
}
