package dev.cairn.snapshot.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A captured state in canonical form, in memory; immutable, may be written by any thread, until it
 * is closed.
 */
public final class HeapImage implements AutoCloseable {
  private final Map<SectionId, Bytes> sections;
  private final List<FrameInfo> frames;
  private final List<String> initialised;
  private final Histogram histogram;
  private final Arena arena;
  private @Nullable ChunkIndex chunks;

  /**
   * @param sections all but {@link SectionId#JOB} and {@link SectionId#HOST}
   * @param initialised names of the classes whose statics it holds, sorted
   * @param arena where the sections' bytes lie, which is closed with the image
   */
  public HeapImage(
      Map<SectionId, Bytes> sections,
      List<FrameInfo> frames,
      List<String> initialised,
      Histogram histogram,
      Arena arena) {
    this.sections = Collections.unmodifiableMap(new EnumMap<>(sections));
    this.frames = List.copyOf(frames);
    this.initialised = List.copyOf(initialised);
    this.histogram = histogram;
    this.arena = arena;
  }

  /**
   * Hex SHA-256 over the canonical state: no identity hashes, no host facts. Takes time the first
   * time.
   */
  public String stateDigest() {
    return chunks().stateDigest(ChunkList.of(section(SectionId.FRAMES)));
  }

  /** Its sections cut into chunks: a pass over all bytes, the first time it is asked for. */
  synchronized ChunkIndex chunks() {
    if (chunks == null) {
      Map<SectionId, Bytes> cut = new EnumMap<>(sections);
      cut.keySet().removeIf(id -> !id.isChunked());
      chunks = ChunkIndex.of(cut);
    }
    return chunks;
  }

  /** Objects by class. */
  public Histogram histogram() {
    return histogram;
  }

  /** Frames, outermost first. */
  public List<FrameInfo> frames() {
    return frames;
  }

  /** Names of the classes whose statics it holds, sorted. */
  public List<String> initialised() {
    return initialised;
  }

  /** Bytes that the image takes in a file. */
  public long bytes() {
    return sections.values().stream().mapToLong(Bytes::length).sum();
  }

  /** Those of them that the heap has to hold until the image is closed. */
  public long bytesInHeap() {
    return bytes() - arena.outside();
  }

  /** Frees its memory: it can't be written any more. */
  @Override
  public void close() {
    arena.close();
  }

  Bytes section(SectionId id) {
    return Objects.requireNonNull(sections.get(id), id.name());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What the state digest takes before each section: its code and length, little-endian. */
  static void begin(MessageDigest sha, SectionId s, long length) {
    ByteSink head = new ByteSink();
    head.putInt(s.code());
    head.putLong(length);
    head.toBytes().digest(sha);
  }
}
