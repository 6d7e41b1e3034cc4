package dev.cairn.snapshot.fuzz;

import dev.cairn.snapshot.format.SectionId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;

/**
 * The plain bytes of sections as one input of a fuzzer, which changes them behind all checksums: of
 * each its length:4, then its bytes. Any bytes are such an input.
 */
final class FuzzedSections {
  private FuzzedSections() {}

  static byte[] encode(SectionId[] which, Map<SectionId, byte[]> sections) {
    int size = 0;
    for (SectionId id : which) {
      size += Integer.BYTES + sections.get(id).length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (SectionId id : which) {
      out.putInt(sections.get(id).length).put(sections.get(id));
    }
    return out.array();
  }

  static Map<SectionId, byte[]> decode(SectionId[] which, byte[] input) {
    ByteBuffer in = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    Map<SectionId, byte[]> sections = new EnumMap<>(SectionId.class);
    for (SectionId id : which) {
      int length = in.remaining() < Integer.BYTES ? 0 : in.getInt();
      byte[] section = new byte[Math.max(0, Math.min(length, in.remaining()))];
      in.get(section);
      sections.put(id, section);
    }
    return sections;
  }
}
