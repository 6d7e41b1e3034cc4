package dev.cairn.snapshot.format;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import org.jspecify.annotations.Nullable;

/** Makes chunks' stored bodies. Holds the last one. Not thread-safe. */
final class BodyEncoder implements AutoCloseable {
  /** As it is. */
  static final int RAW = 0;

  /** One zstd frame. */
  static final int ZSTD = 1;

  private final byte[] packed = new byte[ChunkCutter.MAX];
  private final @Nullable ZstdCompressCtx zstd;

  private byte[] body = packed;
  private int from;
  private int length;
  private int codec;

  /** Writes raw where zstd can't be had in this JVM. */
  BodyEncoder(Compression compression) {
    boolean raw = compression.level() == 0 || Zstd.load() != null;
    zstd = raw ? null : Zstd.compressor(compression.level());
  }

  /** Encodes a chunk; as it is where compressing gains nothing. */
  void encode(byte[] plain, int at, int n) {
    if (zstd != null && n > 1) {
      try {
        length = zstd.compressByteArray(packed, 0, n - 1, plain, at, n);
        body = packed;
        from = 0;
        codec = ZSTD;
        return;
      } catch (ZstdException e) {
        // It does not fit into fewer bytes.
      }
    }
    body = plain;
    from = at;
    length = n;
    codec = RAW;
  }

  byte[] body() {
    return body;
  }

  int from() {
    return from;
  }

  int length() {
    return length;
  }

  int codec() {
    return codec;
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
    }
  }
}
