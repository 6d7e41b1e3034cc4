package dev.cairn.snapshot.format;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot says of itself without its heap being read.
 *
 * @param major a reader refuses a major version that it doesn't know
 * @param minor additions that an older reader may pass over
 * @param generation n of Cn, from 1
 * @param job what was started
 * @param plan the weaving plan's text
 * @param classDigests class name to hex SHA-256 of its original bytes as they were given to us
 * @param initialised names of the classes whose statics are captured, sorted
 * @param frames outermost first
 * @param progress how far the job was
 * @param stateDigest hex SHA-256 over the canonical state
 * @param histogram objects by class
 * @param bytes of the state, before it is compressed or shared with other generations
 * @param added bytes that it added to its directory when it was written; of a file that holds all
 *     the file's length
 * @param host where it was written
 */
public record Header(
    int major,
    int minor,
    long generation,
    JobIdentity job,
    String plan,
    SortedMap<String, String> classDigests,
    List<String> initialised,
    List<FrameInfo> frames,
    Progress progress,
    String stateDigest,
    Histogram histogram,
    long bytes,
    long added,
    HostFacts host) {
  public Header {
    classDigests = Collections.unmodifiableSortedMap(new TreeMap<>(classDigests));
    initialised = List.copyOf(initialised);
    frames = List.copyOf(frames);
  }
}
