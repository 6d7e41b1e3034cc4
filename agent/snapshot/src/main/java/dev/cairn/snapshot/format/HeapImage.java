package dev.cairn.snapshot.format;

import java.util.List;

/** A captured state in canonical form, in memory; immutable, may be written by any thread. */
public interface HeapImage {
  /** Hex SHA-256 over the canonical state: no identity hashes, no host facts. */
  String stateDigest();

  /** Objects by class. */
  Histogram histogram();

  /** Frames, outermost first. */
  List<FrameInfo> frames();

  /** Bytes that the image takes in a file. */
  long bytes();
}
