package dev.cairn.snapshot.format;

import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Which chunks each section of a snapshot consists of. It is cut into chunks itself, so that it
 * costs little where little has changed. Immutable.
 *
 * <pre>
 *   number of sections, then for each: code:4  chunks(hash:32 length:4)*
 * </pre>
 */
public final class ChunkIndex {
  private final Map<SectionId, ChunkList> sections;

  ChunkIndex(Map<SectionId, ChunkList> sections) {
    this.sections = Collections.unmodifiableMap(new EnumMap<>(sections));
  }

  static ChunkIndex of(Map<SectionId, Bytes> sections) {
    Map<SectionId, ChunkList> lists = new EnumMap<>(SectionId.class);
    sections.forEach((id, bytes) -> lists.put(id, ChunkList.of(bytes)));
    return new ChunkIndex(lists);
  }

  static ChunkIndex read(SectionReader in) {
    int n = in.count(5);
    Map<SectionId, ChunkList> lists = new EnumMap<>(SectionId.class);
    Map<Integer, ChunkList> seen = new HashMap<>();
    for (int i = 0; i < n; i++) {
      int code = in.int32();
      ChunkList list = ChunkList.read(in);
      SectionId id = SectionId.of(code); // null: of a later minor version
      if (seen.put(code, list) != null || (id != null && !id.isChunked())) {
        throw in.damaged("section " + code + " does not belong here");
      }
      if (id != null) {
        lists.put(id, list);
      }
    }
    in.end();
    for (SectionId id : SectionId.values()) {
      if (id.isChunked() && !lists.containsKey(id)) {
        throw in.damaged("section " + id + " is missing");
      }
    }
    return new ChunkIndex(lists);
  }

  Bytes encode() {
    SectionWriter out = new SectionWriter().count(sections.size());
    sections.forEach(
        (id, list) -> {
          out.int32(id.code());
          list.write(out);
        });
    return out.toBytes();
  }

  ChunkList chunks(SectionId id) {
    return Objects.requireNonNull(sections.get(id), id.name());
  }

  /** Bytes in all sections. */
  long bytes() {
    return sections.values().stream().mapToLong(ChunkList::bytes).sum();
  }

  void forEach(Consumer<ChunkId> action) {
    for (ChunkList list : sections.values()) {
      for (int i = 0; i < list.size(); i++) {
        action.accept(list.id(i));
      }
    }
  }

  /**
   * Hex SHA-256 over the state's sections: of each its code, its length, and the hashes of its
   * chunks.
   */
  String stateDigest(ChunkList frames) {
    MessageDigest sha = HeapImage.sha256();
    for (SectionId id : SectionId.values()) {
      if (id.isState()) {
        ChunkList list = id.isChunked() ? chunks(id) : frames;
        HeapImage.begin(sha, id, list.bytes());
        list.digest(sha);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
