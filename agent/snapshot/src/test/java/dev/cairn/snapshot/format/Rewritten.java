package dev.cairn.snapshot.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A snapshot with other bytes and right checksums: what a hostile writer would make. */
public final class Rewritten {
  private Rewritten() {}

  /** The plain bytes of each section that an attacker may choose. */
  public static Map<SectionId, byte[]> sections(Path file) {
    Map<SectionId, byte[]> all = new EnumMap<>(SectionId.class);
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      for (SectionId id : SectionId.values()) {
        if (id != SectionId.CHUNKS && id != SectionId.PACK) {
          ByteSource b = reader.bulk(id);
          all.put(id, b.copy(0, (int) b.length()));
        }
      }
    }
    return all;
  }

  /**
   * An image with no identity hashes of what every JVM has: there are a thousand, and each byte of
   * them is like the other. One is left.
   */
  public static HeapImage small(HeapImage image) throws IOException {
    Map<SectionId, Bytes> sections = new EnumMap<>(SectionId.class);
    for (SectionId id : SectionId.values()) {
      if (id.isChunked() || id == SectionId.FRAMES) {
        sections.put(id, image.section(id));
      }
    }
    sections.put(SectionId.RUNTIME, withoutHashes(image.section(SectionId.RUNTIME)));
    return new HeapImage(
        sections, image.frames(), image.initialised(), image.histogram(), Arena.HEAP);
  }

  private static Bytes withoutHashes(Bytes runtime) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    runtime.writeTo(Channels.newChannel(all));
    SectionReader in = new SectionReader("image", SectionId.RUNTIME, 0, all.toByteArray());
    SortedMap<String, String> kept = new TreeMap<>();
    for (int n = in.count(2); n > 0; n--) {
      String name = in.string();
      String value = in.string();
      if (!name.startsWith("hash ") || name.endsWith("java.lang.Object")) {
        kept.put(name, value);
      }
    }
    SectionWriter out = new SectionWriter().count(kept.size());
    kept.forEach((name, value) -> out.string(name).string(value));
    return out.toBytes();
  }

  /** A file of these sections. */
  public static byte[] file(Map<SectionId, byte[]> sections) throws Exception {
    Map<SectionId, Bytes> bytes = new EnumMap<>(SectionId.class);
    sections.forEach((id, b) -> bytes.put(id, Bytes.of(b)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotFile.write(SnapshotParts.raw(bytes), Compression.RAW, Channels.newChannel(out));
    return out.toByteArray();
  }
}
