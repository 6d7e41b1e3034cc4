package dev.cairn.snapshot.format;

/**
 * Where a snapshot's chunks lie, and which of them hold the {@link ChunkIndex}.
 *
 * <pre>
 *   CHUNKS   locator, added:8, state:8, chunks of the index (hash:32 length:4)*
 * </pre>
 *
 * @param locator the directory of chunks, relative to the file's own; empty: section PACK
 * @param added bytes that this generation added to the directory of chunks
 * @param state bytes in all chunked sections
 * @param index the index's chunks
 */
record ChunksSection(String locator, long added, long state, ChunkList index) {
  static ChunksSection read(SectionReader in) {
    ChunksSection s = new ChunksSection(in.string(), in.int64(), in.int64(), ChunkList.read(in));
    in.end();
    return s;
  }

  Bytes encode() {
    SectionWriter out = new SectionWriter().string(locator).int64(added).int64(state);
    index.write(out);
    return out.toBytes();
  }
}
