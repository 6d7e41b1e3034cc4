package dev.cairn.snapshot.format;

import dev.cairn.snapshot.DamagedSnapshotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Which chunks a pack holds, and where. Immutable. See {@link PackWriter}. */
final class PackIndex {
  private static final int ENTRY = 56;
  private static final int FOOTER = 24;

  private final byte[] entries;
  private final ByteBuffer numbers;
  private final int[] table;

  private PackIndex(byte[] entries) {
    this.entries = entries;
    this.numbers = ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN);
    this.table = new int[Integer.highestOneBit(Math.max(1, size())) * 4];
    Arrays.fill(table, -1);
    for (int i = 0; i < size(); i++) {
      int slot = id(i).hashCode() & (table.length - 1);
      while (table[slot] >= 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = i;
    }
  }

  /**
   * Reads and checks the index of the pack that lies in a part of a file.
   *
   * @throws DamagedSnapshotException it contradicts itself, or is cut off
   */
  static PackIndex read(String file, FileChannel channel, long from, long length)
      throws IOException {
    int magic = PackWriter.MAGIC.length;
    if (length < magic + FOOTER) {
      throw damaged(file, from + Math.max(0, length), "the pack is cut off");
    }
    byte[] head = new byte[magic];
    SnapshotReader.read(file, "PACK", channel, from, head, magic);
    byte[] tail = new byte[FOOTER];
    SnapshotReader.read(file, "PACK", channel, from + length - FOOTER, tail, FOOTER);
    ByteBuffer footer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    long at = footer.getLong();
    int n = footer.getInt();
    int crc = footer.getInt();
    if (!Arrays.equals(head, PackWriter.MAGIC)) {
      throw damaged(file, from, "it does not begin as a pack does");
    }
    if (!Arrays.equals(tail, FOOTER - magic, FOOTER, PackWriter.MAGIC, 0, magic)
        || n < 0
        || n > Integer.MAX_VALUE / ENTRY
        || at != length - FOOTER - (long) n * ENTRY
        || at < magic) {
      throw damaged(file, from + length - FOOTER, "the pack's end is not as written");
    }
    byte[] entries = new byte[n * ENTRY];
    SnapshotReader.read(file, "PACK", channel, from + at, entries, entries.length);
    CRC32C sum = new CRC32C();
    sum.update(entries);
    if ((int) sum.getValue() != crc) {
      throw damaged(file, from + at, "the pack's index has a wrong checksum");
    }
    PackIndex index = new PackIndex(entries);
    long expected = magic;
    for (int i = 0; i < n; i++) {
      boolean fits =
          index.offset(i) == expected
              && index.stored(i) >= 1
              && index.stored(i) <= ChunkCutter.MAX
              && index.plain(i) >= 1
              && index.plain(i) <= ChunkCutter.MAX;
      if (!fits) {
        throw damaged(file, from + at + (long) i * ENTRY, "a chunk lies outside of the pack");
      }
      expected += index.stored(i);
    }
    if (expected != at) {
      throw damaged(file, from + expected, "there are bytes of no chunk");
    }
    return index;
  }

  int size() {
    return entries.length / ENTRY;
  }

  /** Where the chunk stands in this index, or -1. */
  int find(ChunkId id) {
    int slot = id.hashCode() & (table.length - 1);
    while (table[slot] >= 0) {
      if (id(table[slot]).equals(id)) {
        return table[slot];
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return -1;
  }

  ChunkId id(int i) {
    return ChunkId.of(entries, i * ENTRY);
  }

  /** Where the body begins, from the pack's beginning. */
  long offset(int i) {
    return numbers.getLong(i * ENTRY + 32);
  }

  int stored(int i) {
    return numbers.getInt(i * ENTRY + 40);
  }

  int plain(int i) {
    return numbers.getInt(i * ENTRY + 44);
  }

  int crc(int i) {
    return numbers.getInt(i * ENTRY + 48);
  }

  int codec(int i) {
    return numbers.getInt(i * ENTRY + 52);
  }

  private static DamagedSnapshotException damaged(String file, long at, String what) {
    return new DamagedSnapshotException(file, "PACK", at, what);
  }
}
