package dev.cairn.snapshot.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Gives an altered snapshot right checksums again: what a hostile writer would do. */
public final class Rewritten {
  private Rewritten() {}

  /** The file with all checksums computed anew; its section table must be whole. */
  public static byte[] withChecksums(byte[] file) throws Exception {
    byte[] out = file.clone();
    ByteBuffer b = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    int count = b.getInt(12);
    for (int i = 0; i < count; i++) {
      int at = 24 + 24 * i;
      CRC32C crc = new CRC32C();
      crc.update(out, (int) b.getLong(at + 8), (int) b.getLong(at + 16));
      b.putInt(at + 4, (int) crc.getValue());
    }
    int end = 24 + 24 * count;
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(out, end));
    System.arraycopy(sha, 0, out, end, sha.length);
    return out;
  }

  /**
   * An image without the identity hashes of what every JVM has: a thousand of them in one text, of
   * which each byte is like the other.
   */
  public static HeapImage withoutHashes(HeapImage image) {
    Map<SectionId, Bytes> sections = new EnumMap<>(SectionId.class);
    for (SectionId id : SectionId.values()) {
      if (id != SectionId.JOB && id != SectionId.HOST) {
        sections.put(id, image.section(id));
      }
    }
    sections.computeIfPresent(SectionId.RUNTIME, (id, b) -> withoutHashes(b));
    return new HeapImage(sections, image.frames(), image.initialised(), image.histogram());
  }

  private static Bytes withoutHashes(Bytes runtime) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      runtime.writeTo(Channels.newChannel(all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SectionReader in = new SectionReader("image", SectionId.RUNTIME, 0, all.toByteArray());
    SortedMap<String, String> kept = new TreeMap<>();
    for (int n = in.count(2); n > 0; n--) {
      String name = in.string();
      kept.put(name, in.string());
    }
    if (kept.remove("hashes") == null) {
      throw new IllegalStateException("hashes are called otherwise: the tests would take minutes");
    }
    SectionWriter out = new SectionWriter().count(kept.size());
    kept.forEach((name, value) -> out.string(name).string(value));
    return out.toBytes();
  }

  /** Where a section begins, and its length. */
  public static long[] section(byte[] file, SectionId id) {
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < b.getInt(12); i++) {
      if (b.getInt(24 + 24 * i) == id.code()) {
        return new long[] {b.getLong(24 + 24 * i + 8), b.getLong(24 + 24 * i + 16)};
      }
    }
    throw new IllegalArgumentException(id.name());
  }
}
