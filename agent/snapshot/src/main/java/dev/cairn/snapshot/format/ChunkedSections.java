package dev.cairn.snapshot.format;

import dev.cairn.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The sections of a snapshot that lie in chunks. Not thread-safe. */
final class ChunkedSections implements AutoCloseable {
  private final SnapshotReader reader;
  private final String file;
  private final ChunksSection section;
  private final ChunkIndex index;
  private final ChunkSource source;

  private ChunkedSections(
      SnapshotReader reader, ChunksSection section, ChunkIndex index, ChunkSource source) {
    this.reader = reader;
    this.file = reader.file();
    this.section = section;
    this.index = index;
    this.source = source;
  }

  static ChunkedSections open(SnapshotReader reader, ChunksSection section, Path path) {
    String locator = section.locator();
    ChunkList indexChunks = section.index();
    SectionTable.Entry pack = reader.pack();
    if (locator.isEmpty() != (pack != null)) {
      throw reader.damaged(SectionId.CHUNKS, 0, "it does not tell where the chunks are");
    }
    try {
      ChunkSource source =
          pack != null
              ? Pack.open(path, pack.offset(), pack.length())
              : ChunkDirectory.open(directory(reader, path, locator));
      try {
        ByteSource plain = read(reader, source, SectionId.CHUNKS, indexChunks);
        if (plain.length() > Integer.MAX_VALUE - 16) {
          throw reader.damaged(
              SectionId.CHUNKS, 0, "its index is too long, " + plain.length() + " bytes");
        }
        byte[] bytes = plain.copy(0, (int) plain.length());
        ChunkIndex index =
            ChunkIndex.read(new SectionReader(reader.file(), SectionId.CHUNKS, 0, bytes));
        return new ChunkedSections(reader, section, index, source);
      } catch (Throwable t) {
        source.close();
        throw t;
      }
    } catch (IOException e) {
      throw SnapshotReader.unreadable(reader.file(), e);
    }
  }

  /** The directory that is called so, seen from the snapshot's own. */
  static Path directory(SnapshotReader reader, Path file, String locator) {
    try {
      return file.toAbsolutePath().resolveSibling(locator).normalize();
    } catch (InvalidPathException e) {
      throw reader.damaged(SectionId.CHUNKS, 0, "there is no directory of that name");
    }
  }

  ChunkIndex index() {
    return index;
  }

  /** Copies chunk {@code i} of a list as it is stored. */
  void copy(ChunkList list, int i, PackWriter to) throws IOException {
    if (!source.copy(list.id(i), to)) {
      throw reader.damaged(SectionId.CHUNKS, 0, missing(list.id(i), source));
    }
  }

  /** All chunks that the snapshot needs, those of the index among them. */
  List<ChunkId> all() {
    List<ChunkId> ids = new ArrayList<>();
    for (int i = 0; i < section.index().size(); i++) {
      ids.add(section.index().id(i));
    }
    index.forEach(ids::add);
    return ids;
  }

  /** Reads a section, and compares the hashes of its chunks. */
  ByteSource read(SectionId id) {
    return read(reader, source, id, index.chunks(id));
  }

  /** A section whose chunks are read, and their hashes compared, when they are asked for. */
  ByteSource onDemand(SectionId id) {
    ChunkList list = index.chunks(id);
    refuseTooLong(reader, id, list);
    int[] lengths = new int[list.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = list.length(i);
    }
    MessageDigest sha = HeapImage.sha256();
    return ByteSource.onDemand(lengths, (i, to) -> read(reader, source, id, list, i, to, sha));
  }

  /**
   * Compares the checksums of all chunks as they are stored, unpacks none, and gives the state
   * digest that the index has. Whoever reads a section compares the hashes, too.
   */
  String check(ChunkList frames) {
    for (SectionId id : SectionId.values()) {
      if (id.isChunked()) {
        ChunkList list = index.chunks(id);
        for (int i = 0; i < list.size(); i++) {
          check(id, list.id(i), list.length(i));
        }
      }
    }
    return index.stateDigest(frames);
  }

  private void check(SectionId section, ChunkId id, int length) {
    try {
      if (!source.check(id, length)) {
        throw reader.damaged(section, 0, missing(id, source));
      }
    } catch (IOException e) {
      throw SnapshotReader.unreadable(file, e);
    }
  }

  /** Reads all sections, compares all hashes, and gives the state digest. */
  String verify(ChunkList frames) {
    for (SectionId id : SectionId.values()) {
      if (id.isChunked()) {
        compare(id, index.chunks(id));
      }
    }
    if (source instanceof Pack pack) { // chunks that nobody asks for are bytes of the file, too
      unpack(SectionId.PACK, pack);
    }
    return index.stateDigest(frames);
  }

  private void compare(SectionId id, ChunkList list) {
    byte[] chunk = new byte[ChunkCutter.MAX];
    MessageDigest sha = HeapImage.sha256();
    for (int i = 0; i < list.size(); i++) {
      read(reader, source, id, list, i, chunk, sha);
    }
  }

  private void unpack(SectionId id, Pack pack) {
    byte[] chunk = new byte[ChunkCutter.MAX];
    try {
      for (int i = 0; i < pack.index().size(); i++) {
        if (!pack.read(pack.index().id(i), pack.index().plain(i), chunk)) {
          throw reader.damaged(id, 0, "a chunk is missing");
        }
      }
    } catch (IOException e) {
      throw SnapshotReader.unreadable(file, e);
    }
  }

  private static ByteSource read(
      SnapshotReader reader, ChunkSource source, SectionId id, ChunkList list) {
    refuseTooLong(reader, id, list);
    byte[][] pieces = new byte[list.size()][];
    MessageDigest sha = HeapImage.sha256();
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = new byte[list.length(i)];
      read(reader, source, id, list, i, pieces[i], sha);
    }
    return ByteSource.of(pieces);
  }

  private static void refuseTooLong(SnapshotReader reader, SectionId id, ChunkList list) {
    if (list.bytes() > Runtime.getRuntime().maxMemory()) {
      throw new StoreException(
          reader.file()
              + ": section "
              + id
              + " of "
              + list.bytes()
              + " bytes does not fit into this JVM's memory; give it more by -Xmx");
    }
  }

  private static void read(
      SnapshotReader reader,
      ChunkSource source,
      SectionId section,
      ChunkList list,
      int i,
      byte[] to,
      MessageDigest sha) {
    ChunkId id = list.id(i);
    int n = list.length(i);
    try {
      if (!source.read(id, n, to)) {
        throw reader.damaged(section, 0, missing(id, source));
      }
    } catch (IOException e) {
      throw SnapshotReader.unreadable(reader.file(), e);
    }
    sha.update(to, 0, n);
    if (!ChunkId.of(sha.digest(), 0).equals(id)) {
      throw reader.damaged(section, 0, "chunk " + id + " is not as written");
    }
  }

  private static String missing(ChunkId id, ChunkSource source) {
    if (source instanceof ChunkDirectory d) {
      List<String> bad = d.damaged();
      return bad.isEmpty()
          ? "its chunk " + id + " is not in " + d.directory() + " ('cairn snap copy' moves both)"
          : bad.get(0);
    }
    return "its chunk " + id + " is missing";
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
