package dev.cairn.snapshot.format;

import dev.cairn.snapshot.fuzz.CleanReading;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The decoders that stand behind a SHA-256, straight: which of them is the first byte's to say, the
 * others are what it decodes.
 */
public final class DecoderFuzz {
  private static final String FILE = "fuzzed";

  private DecoderFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length == 0) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    CleanReading.check(
        bytes,
        switch (input[0] & 3) {
          case 0 -> () -> ChunkIndex.read(in(SectionId.CHUNKS, bytes)).encode();
          case 1 -> () -> ChunksSection.read(in(SectionId.CHUNKS, bytes)).encode();
          case 2 -> () -> Sections.frames(in(SectionId.FRAMES, bytes), (frame, kind, bits) -> {});
          default -> () -> ChunkList.read(in(SectionId.CHUNKS, bytes)).bytes();
        });
  }

  private static SectionReader in(SectionId id, byte[] bytes) {
    return new SectionReader(FILE, id, 0, bytes);
  }

  /** The inputs that are a snapshot's own index, place and frames. */
  public static List<byte[]> inputs(Path file) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      return List.of(
          input(0, reader.chunks().index().encode()),
          input(1, reader.chunksSection().encode()),
          input(2, reader.bulk(SectionId.FRAMES).toBytes()));
    }
  }

  private static byte[] input(int first, Bytes bytes) {
    byte[] input = new byte[(int) bytes.length() + 1];
    input[0] = (byte) first;
    bytes.cursor().read(input, 1, (int) bytes.length());
    return input;
  }
}
