package dev.cairn.snapshot.format;

import dev.cairn.snapshot.DamagedSnapshotException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The beginning of a snapshot file. All numbers little-endian.
 *
 * <pre>
 *   byte
 *      0   89 'C' 'A' 'I' 'R' 'N' 0D 0A     magic: a text-mode copy breaks it
 *      8   major:2   minor:2
 *     12   number of sections:4
 *     16   length of the file:8
 *     24   for each section, in the order in which they lie in the file:
 *            code:4   crc32c:4   offset:8   length:8
 *     24 + 24 n   SHA-256 over all bytes above
 *     56 + 24 n   the sections, without gaps
 * </pre>
 *
 * Every byte of the file is covered: the head by the SHA-256, the sections by their CRC-32C.
 */
final class SectionTable {
  static final int MAJOR = 3;
  static final int MINOR = 0;

  private static final byte[] MAGIC = {(byte) 0x89, 'C', 'A', 'I', 'R', 'N', 0x0d, 0x0a};
  private static final int FIXED = 24;
  private static final int ENTRY = 24;
  private static final int SHA = 32;

  /** How much to read to be sure to have the whole table. */
  static final int MAX = FIXED + 64 * ENTRY + SHA;

  /** One section: where it lies and what it sums up to. */
  record Entry(long offset, long length, int crc) {}

  private final int major;
  private final int minor;
  private final long fileLength;
  private final Map<SectionId, Entry> entries;

  private SectionTable(int major, int minor, long fileLength, Map<SectionId, Entry> entries) {
    this.major = major;
    this.minor = minor;
    this.fileLength = fileLength;
    this.entries = entries;
  }

  int major() {
    return major;
  }

  int minor() {
    return minor;
  }

  long fileLength() {
    return fileLength;
  }

  boolean has(SectionId id) {
    return entries.containsKey(id);
  }

  Entry entry(SectionId id) {
    return Objects.requireNonNull(entries.get(id), id.name());
  }

  /** The head of a file that holds these sections. */
  static byte[] encode(Map<SectionId, Bytes> sections) {
    return head(entries(sections));
  }

  /**
   * As {@link #encode}, for a file that ends with a pack, whose parts have checksums of their own.
   */
  static byte[] encode(Map<SectionId, Bytes> sections, long packLength) {
    Map<SectionId, Entry> entries = entries(sections);
    entries.put(SectionId.PACK, new Entry(0, packLength, 0));
    return head(entries);
  }

  private static Map<SectionId, Entry> entries(Map<SectionId, Bytes> sections) {
    Map<SectionId, Entry> entries = new EnumMap<>(SectionId.class);
    sections.forEach((id, b) -> entries.put(id, new Entry(0, b.length(), b.crc32c())));
    return entries;
  }

  private static byte[] head(Map<SectionId, Entry> sections) {
    int size = FIXED + sections.size() * ENTRY + SHA;
    long end = size;
    for (Entry e : sections.values()) {
      end += e.length();
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putShort((short) MAJOR).putShort((short) MINOR);
    out.putInt(sections.size()).putLong(end);
    long offset = size;
    for (SectionId id : SectionId.values()) {
      Entry e = sections.get(id);
      if (e != null) {
        out.putInt(id.code()).putInt(e.crc()).putLong(offset).putLong(e.length());
        offset += e.length();
      }
    }
    MessageDigest sha = HeapImage.sha256();
    sha.update(out.array(), 0, size - SHA);
    out.put(sha.digest());
    return out.array();
  }

  /**
   * Reads and checks the head.
   *
   * @param head the file's first bytes, {@link #MAX} or as many as there are
   * @param actual the file's length as the file system tells it
   */
  static SectionTable decode(String file, byte[] head, long actual) {
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < FIXED || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw damaged(file, 0, "it does not begin as a snapshot does");
    }
    in.position(MAGIC.length);
    int major = in.getShort() & 0xffff;
    int minor = in.getShort() & 0xffff;
    int count = in.getInt();
    long length = in.getLong();
    int end = FIXED + count * ENTRY;
    if (count < 0 || count > 64 || end + SHA > head.length) {
      throw damaged(file, 12, "a table of " + count + " sections does not fit");
    }
    MessageDigest sha = HeapImage.sha256();
    sha.update(head, 0, end);
    if (!MessageDigest.isEqual(sha.digest(), Arrays.copyOfRange(head, end, end + SHA))) {
      throw damaged(file, 0, "the head's checksum is wrong");
    }
    if (major < 1 || major > MAJOR) {
      throw damaged(
          file,
          8,
          "its format is " + major + "." + minor + ", this Cairn reads 1.x to " + MAJOR + ".x");
    }
    if (length != actual) {
      throw damaged(file, actual, "it has " + actual + " bytes, " + length + " were written");
    }
    return new SectionTable(
        major, minor, length, entries(file, in, major, count, end + SHA, length));
  }

  private static Map<SectionId, Entry> entries(
      String file, ByteBuffer in, int major, int count, long first, long fileLength) {
    Map<SectionId, Entry> entries = new EnumMap<>(SectionId.class);
    long expected = first;
    for (int i = 0; i < count; i++) {
      int at = in.position();
      SectionId id = SectionId.of(in.getInt());
      int crc = in.getInt();
      Entry e = new Entry(in.getLong(), in.getLong(), crc);
      if (e.offset() != expected || e.length() < 0 || e.length() > fileLength - expected) {
        throw damaged(file, at, "section " + i + " lies outside of the file");
      }
      expected += e.length();
      if (id != null && entries.put(id, e) != null) { // unknown ones: of a later minor version
        throw damaged(file, at, "section " + id + " is there twice");
      }
      if (major >= 2 && id != null && id.isChunked()) { // it would be read, but not be verified
        throw damaged(file, at, "section " + id + " does not belong into the file itself");
      }
    }
    if (expected != fileLength) {
      throw damaged(file, expected, "there are bytes in no section");
    }
    for (SectionId id : SectionId.values()) {
      if (id.isInFile(major) && !entries.containsKey(id)) {
        throw damaged(file, FIXED, "section " + id + " is missing");
      }
    }
    return entries;
  }

  private static DamagedSnapshotException damaged(String file, long at, String what) {
    return new DamagedSnapshotException(file, "header", at, what);
  }
}
