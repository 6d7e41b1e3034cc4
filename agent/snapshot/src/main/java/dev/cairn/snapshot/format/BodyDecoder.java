package dev.cairn.snapshot.format;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.cairn.snapshot.StoreException;
import org.jspecify.annotations.Nullable;

/** Makes chunks of stored bodies. Not thread-safe. */
final class BodyDecoder implements AutoCloseable {
  private @Nullable ZstdDecompressCtx zstd;

  /**
   * Decodes a body into the first {@code plain} bytes of {@code to}.
   *
   * @return false where it is not such a body
   */
  boolean decode(int codec, byte[] body, int length, byte[] to, int plain) {
    if (codec == BodyEncoder.RAW && length == plain) {
      System.arraycopy(body, 0, to, 0, plain);
      return true;
    }
    if (codec != BodyEncoder.ZSTD) {
      return false;
    }
    try {
      return zstd().decompressByteArray(to, 0, plain, body, 0, length) == plain;
    } catch (ZstdException e) {
      return false;
    }
  }

  private ZstdDecompressCtx zstd() {
    if (zstd == null) {
      String missing = Zstd.load();
      if (missing != null) {
        throw new StoreException(
            "the snapshot is compressed and zstd can't be loaded here ("
                + missing
                + "); on the machine that wrote it, 'cairn snap copy --compress raw' makes one that"
                + " needs none");
      }
      zstd = new ZstdDecompressCtx();
    }
    return zstd;
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
    }
  }
}
