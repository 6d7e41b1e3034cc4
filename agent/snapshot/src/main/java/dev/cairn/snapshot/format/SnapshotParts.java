package dev.cairn.snapshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A snapshot to be written: what stands in its own file, and the chunks that the rest consists of.
 * First the chunks are written, then the file that refers to them.
 */
public final class SnapshotParts {
  /** Bytes of a pack that are copied at once. */
  private static final int COPIED = 1 << 18;

  /** Where the chunks' bytes come from. */
  private interface Content {
    void write(SectionId section, ChunkList list, Predicate<ChunkId> known, PackWriter out)
        throws IOException;
  }

  private final Map<SectionId, Bytes> inFile;
  private final ChunkIndex index;
  private final Bytes indexBytes;
  private final ChunkList indexChunks;
  private final Content content;

  private SnapshotParts(Map<SectionId, Bytes> inFile, ChunkIndex index, Content content) {
    this.inFile = inFile;
    this.index = index;
    this.indexBytes = index.encode();
    this.indexChunks = ChunkList.of(indexBytes);
    this.content = content;
  }

  /** Sixteen hex digits that stand for a text. */
  public static String nameOf(String text) {
    byte[] sha = HeapImage.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha, 0, 8);
  }

  /** A state just captured. */
  public static SnapshotParts of(SnapshotContent c, long generation) {
    Map<SectionId, Bytes> inFile = new EnumMap<>(SectionId.class);
    inFile.put(SectionId.JOB, Sections.job(c, generation));
    inFile.put(SectionId.HOST, Sections.host(c.host()));
    inFile.put(SectionId.FRAMES, c.image().section(SectionId.FRAMES));
    return new SnapshotParts(
        inFile,
        c.image().chunks(),
        (id, list, known, out) -> write(c.image().section(id), list, known, out));
  }

  /** A snapshot that lies elsewhere; its reader stays open meanwhile. */
  public static SnapshotParts of(SnapshotReader reader) {
    if (reader.major() < 2) {
      return of(reader, new EnumMap<>(SectionId.class));
    }
    Map<SectionId, Bytes> inFile = new EnumMap<>(SectionId.class);
    for (SectionId id : new SectionId[] {SectionId.HOST, SectionId.FRAMES}) {
      inFile.put(id, reader.bulk(id).toBytes());
    }
    Header header = reader.header(); // in the newest format, whatever it is here
    inFile.put(SectionId.JOB, Sections.job(header, header.stateDigest()));
    ChunkedSections chunks = reader.chunks();
    return new SnapshotParts(
        inFile, chunks.index(), (id, list, known, out) -> copy(chunks, list, known, out));
  }

  /** As {@link #of(SnapshotReader)}, but its chunks are compressed anew, or not at all. */
  public static SnapshotParts unpacked(SnapshotReader reader) {
    return of(reader, new EnumMap<>(SectionId.class));
  }

  /**
   * A snapshot that lies elsewhere, with all its random number generators seeded anew.
   *
   * @throws dev.cairn.snapshot.SnapshotMismatchException it holds one that can't be
   */
  public static SnapshotParts reseeded(SnapshotReader reader, long seed) {
    return of(reader, Reseeded.sections(reader, seed));
  }

  /** A snapshot that lies elsewhere, with some of its sections replaced. */
  static SnapshotParts of(SnapshotReader reader, Map<SectionId, Bytes> replaced) {
    Map<SectionId, Bytes> sections = new EnumMap<>(SectionId.class);
    for (SectionId id : SectionId.values()) {
      if (id.isInFile(1) || id.isChunked()) {
        Bytes changed = replaced.get(id);
        sections.put(id, changed == null ? reader.bulk(id).toBytes() : changed);
      }
    }
    Map<SectionId, Bytes> cut = new EnumMap<>(sections);
    cut.keySet().removeIf(id -> !id.isChunked());
    String digest =
        ChunkIndex.of(cut).stateDigest(ChunkList.of(section(sections, SectionId.FRAMES)));
    sections.put(SectionId.JOB, Sections.job(reader.header(), digest));
    return raw(sections);
  }

  /** These sections, whatever is in them. */
  static SnapshotParts raw(Map<SectionId, Bytes> sections) {
    Map<SectionId, Bytes> inFile = new EnumMap<>(sections);
    inFile.keySet().removeIf(SectionId::isChunked);
    Map<SectionId, Bytes> chunked = new EnumMap<>(sections);
    chunked.keySet().removeIf(id -> !id.isChunked());
    return new SnapshotParts(
        inFile,
        ChunkIndex.of(chunked),
        (id, list, known, out) -> write(section(chunked, id), list, known, out));
  }

  private static Bytes section(Map<SectionId, Bytes> sections, SectionId id) {
    return Objects.requireNonNull(sections.get(id), id.name());
  }

  /** Writes those chunks that are not {@code known} elsewhere. */
  public void writeChunks(PackWriter out, Predicate<ChunkId> known) throws IOException {
    for (SectionId id : SectionId.values()) {
      if (id.isChunked()) {
        content.write(id, index.chunks(id), known, out);
      }
    }
    write(indexBytes, indexChunks, known, out);
  }

  private static void write(Bytes bytes, ChunkList list, Predicate<ChunkId> known, PackWriter out)
      throws IOException {
    byte[] chunk = new byte[ChunkCutter.MAX];
    Bytes.Cursor in = bytes.cursor();
    for (int i = 0; i < list.size(); i++) {
      ChunkId id = list.id(i);
      if (known.test(id)) {
        in.skip(list.length(i));
      } else {
        in.read(chunk, 0, list.length(i));
        out.add(id, chunk, 0, list.length(i));
      }
    }
  }

  private static void copy(
      ChunkedSections from, ChunkList list, Predicate<ChunkId> known, PackWriter out)
      throws IOException {
    for (int i = 0; i < list.size(); i++) {
      if (!known.test(list.id(i))) {
        from.copy(list, i, out);
      }
    }
  }

  /** Writes the file that refers to chunks in a directory; does not sync or close it. */
  public void writeFile(String locator, long added, WritableByteChannel out) throws IOException {
    Map<SectionId, Bytes> sections = new EnumMap<>(inFile);
    sections.put(
        SectionId.CHUNKS, new ChunksSection(locator, added, index.bytes(), indexChunks).encode());
    write(SectionTable.encode(sections), sections, out);
  }

  /** Writes the file that holds the chunks, too; does not sync or close it. */
  public void writeWhole(Path pack, WritableByteChannel out) throws IOException {
    try (FileChannel in = FileChannel.open(pack, StandardOpenOption.READ)) {
      beginWhole(in.size(), out);
      ByteBuffer some = ByteBuffer.allocate(COPIED);
      while (in.read(some) >= 0) { // transferTo would try a failed write again
        some.flip();
        while (some.hasRemaining()) {
          out.write(some);
        }
        some.clear();
      }
    }
  }

  /** As {@link #writeWhole(Path, WritableByteChannel)}, for snapshots that fit into memory. */
  void writeWhole(Bytes pack, WritableByteChannel out) throws IOException {
    beginWhole(pack.length(), out);
    pack.writeTo(out);
  }

  private void beginWhole(long packLength, WritableByteChannel out) throws IOException {
    Map<SectionId, Bytes> sections = new EnumMap<>(inFile);
    sections.put(SectionId.CHUNKS, new ChunksSection("", 0, index.bytes(), indexChunks).encode());
    write(SectionTable.encode(sections, packLength), sections, out);
  }

  private static void write(byte[] head, Map<SectionId, Bytes> sections, WritableByteChannel out)
      throws IOException {
    CoalescingChannel gathered = new CoalescingChannel(out); // the caller closes what is his
    gathered.write(ByteBuffer.wrap(head));
    for (Bytes b : sections.values()) {
      b.writeTo(gathered);
    }
    gathered.flush();
  }
}
