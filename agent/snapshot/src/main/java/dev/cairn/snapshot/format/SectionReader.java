package dev.cairn.snapshot.format;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import dev.cairn.snapshot.DamagedSnapshotException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes what {@link SectionWriter} wrote. Every count is checked against the bytes that are left
 * before anything is allocated, so that a hostile file costs no more memory than its own length.
 * Not thread-safe.
 */
public final class SectionReader {
  private final String file;
  private final SectionId section;
  private final long offset;
  private final Input in;

  /**
   * @param file for messages
   * @param offset where the section begins in the file
   */
  SectionReader(String file, SectionId section, long offset, byte[] bytes) {
    this.file = file;
    this.section = section;
    this.offset = offset;
    this.in = new Input(bytes);
  }

  /** A number of things that take at least {@code bytesEach} bytes each. */
  public int count(int bytesEach) {
    int n = varint();
    if (n < 0 || (long) n * bytesEach > remaining()) {
      throw damaged("a count of " + n + " with " + remaining() + " bytes left");
    }
    return n;
  }

  /** Any number from 0 to 2^31 - 1. */
  public int number() {
    int n = varint();
    if (n < 0) {
      throw damaged("a negative number, " + n);
    }
    return n;
  }

  private int varint() {
    try {
      return in.readVarInt(true);
    } catch (KryoException e) {
      throw damaged("it ends too early");
    }
  }

  public int byteValue() {
    need(1);
    return in.readByte();
  }

  public int int32() {
    need(4);
    return in.readInt();
  }

  public long int64() {
    need(8);
    return in.readLong();
  }

  void bytes(byte[] to, int from, int length) {
    need(length);
    in.readBytes(to, from, length);
  }

  public String string() {
    int n = count(1);
    StringBuilder s = new StringBuilder(n);
    for (int i = 0; i < n; i++) {
      int b = byteValue() & 0xff;
      if (b < 0x80) {
        s.append((char) b);
      } else if ((b & 0xe0) == 0xc0) {
        s.append((char) ((b & 0x1f) << 6 | more()));
      } else if ((b & 0xf0) == 0xe0) {
        s.append((char) ((b & 0xf) << 12 | more() << 6 | more()));
      } else {
        throw damaged("a string's byte " + b);
      }
    }
    return s.toString();
  }

  private int more() {
    int b = byteValue() & 0xff;
    if ((b & 0xc0) != 0x80) {
      throw damaged("a string's byte " + b);
    }
    return b & 0x3f;
  }

  public List<String> strings() {
    int n = count(1);
    List<String> all = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      all.add(string());
    }
    return all;
  }

  /** The section that is read. */
  public SectionId id() {
    return section;
  }

  /** Checks that nothing is left. */
  public void end() {
    if (remaining() != 0) {
      throw damaged(remaining() + " bytes too many");
    }
  }

  /** The file is damaged here. */
  public DamagedSnapshotException damaged(String what) {
    return new DamagedSnapshotException(file, section.name(), offset + in.position(), what);
  }

  private void need(int bytes) {
    if (remaining() < bytes) {
      throw damaged("it ends too early");
    }
  }

  private int remaining() {
    return in.limit() - in.position();
  }
}
