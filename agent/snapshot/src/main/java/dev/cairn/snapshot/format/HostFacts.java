package dev.cairn.snapshot.format;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where and when a snapshot was written. In a section of its own, outside the state digest and any
 * byte comparison.
 *
 * @param jvm such as {@code "OpenJDK 64-Bit Server VM 17.0.15+6"}
 * @param os name and version
 * @param arch such as {@code "amd64"}
 * @param host the machine's name, or empty
 * @param timeMillis since the epoch, UTC
 * @param pid of the process that wrote it
 * @param more any further facts, sorted by name
 */
public record HostFacts(
    String jvm,
    String os,
    String arch,
    String host,
    long timeMillis,
    long pid,
    SortedMap<String, String> more) {
  public HostFacts {
    more = Collections.unmodifiableSortedMap(new TreeMap<>(more));
  }
}
