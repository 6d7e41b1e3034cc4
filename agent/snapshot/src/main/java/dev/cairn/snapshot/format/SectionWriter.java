package dev.cairn.snapshot.format;

import com.esotericsoftware.kryo.io.Output;
import java.util.Collection;

/** Encodes a small section: varints and strings, by Kryo's {@link Output}. Not thread-safe. */
public final class SectionWriter {
  private final Output out = new Output(256, -1);

  /** A count or another number that is never negative. */
  public SectionWriter count(int v) {
    if (v < 0) {
      throw new IllegalArgumentException("negative: " + v);
    }
    out.writeVarInt(v, true);
    return this;
  }

  public SectionWriter byteValue(int v) {
    out.writeByte(v);
    return this;
  }

  /** Four bytes, little-endian. */
  public SectionWriter int32(int v) {
    out.writeInt(v);
    return this;
  }

  /** Eight bytes, little-endian. */
  public SectionWriter int64(long v) {
    out.writeLong(v);
    return this;
  }

  public SectionWriter bytes(byte[] b, int from, int length) {
    out.writeBytes(b, from, length);
    return this;
  }

  /** Characters, not code points: a lone surrogate survives. At most three bytes each. */
  public SectionWriter string(String s) {
    count(s.length());
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c < 0x80) {
        out.writeByte(c);
      } else if (c < 0x800) {
        out.writeByte(0xc0 | (c >> 6));
        out.writeByte(0x80 | (c & 0x3f));
      } else {
        out.writeByte(0xe0 | (c >> 12));
        out.writeByte(0x80 | ((c >> 6) & 0x3f));
        out.writeByte(0x80 | (c & 0x3f));
      }
    }
    return this;
  }

  public SectionWriter strings(Collection<String> all) {
    count(all.size());
    all.forEach(this::string);
    return this;
  }

  public Bytes toBytes() {
    return Bytes.of(out.toBytes());
  }
}
