package dev.cairn.snapshot.format;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The native zstd of zstd-jni, loaded by ourselves. Its own loader would leave a file behind when
 * the JVM is halted, and put a name into the JVM-wide list of files to delete on exit, which is
 * part of the job's state.
 *
 * <p>A native library belongs to one class loader: the job may bring a zstd-jni of its own.
 */
public final class Zstd {
  private static boolean tried;
  private static @Nullable String missing;

  private Zstd() {}

  /**
   * Loads the library, once, and calls each of its functions that is used here, so that the JVM has
   * bound them all when this returns.
   *
   * @return why it can't be used, or null where it can
   */
  public static synchronized @Nullable String load() {
    if (!tried) {
      tried = true;
      missing = tryToLoad();
    }
    return missing;
  }

  private static @Nullable String tryToLoad() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String os =
        name.startsWith("win") ? "win" : name.startsWith("mac") ? "darwin" : name.replace(' ', '_');
    String ending = os.equals("win") ? ".dll" : os.equals("darwin") ? ".dylib" : ".so";
    String resource =
        os + "/" + System.getProperty("os.arch") + "/libzstd-jni-" + ZstdVersion.VERSION + ending;
    String why = "there is no " + resource;
    for (String dir : List.of(System.getProperty("java.io.tmpdir", "."), "/dev/shm", "/var/tmp")) {
      try (InputStream in = Zstd.class.getClassLoader().getResourceAsStream(resource)) {
        if (in == null) {
          return "there is no zstd for " + os + " on " + System.getProperty("os.arch");
        }
        if (!new File(dir).isDirectory()) {
          continue;
        }
        // Not by createTempFile: it draws from SecureRandom, which may be the job's own.
        String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        Path file = Path.of(dir, "cairn-zstd-" + unique + ending);
        Files.copy(in, file); // fails where somebody has put a file of that name
        try {
          System.load(file.toAbsolutePath().toString());
        } finally {
          file.toFile().delete(); // loaded already; Windows keeps it, and empties its folder itself
        }
        Native.assumeLoaded();
        return selfTest();
      } catch (IOException | LinkageError | IllegalCallerException e) {
        why = String.valueOf(e.getMessage()); // a folder that can't hold programs, say: the next
      }
    }
    return why;
  }

  private static @Nullable String selfTest() {
    byte[] plain = new byte[1000];
    byte[] packed = new byte[1100];
    byte[] back = new byte[1000];
    Arrays.fill(plain, (byte) 7);
    try (ZstdCompressCtx in = compressor(1);
        ZstdDecompressCtx out = new ZstdDecompressCtx()) {
      int n = in.compressByteArray(packed, 0, packed.length, plain, 0, plain.length);
      int m = out.decompressByteArray(back, 0, back.length, packed, 0, n);
      boolean right = m == plain.length && Arrays.equals(plain, back);
      right &= refuses(() -> in.compressByteArray(packed, 0, 1, plain, 0, plain.length));
      right &= refuses(() -> out.decompressByteArray(back, 0, back.length, plain, 0, 9));
      return right ? null : "zstd fails its self-test";
    }
  }

  /** Errors have functions of their own, which are to be bound, too. */
  private static boolean refuses(Runnable use) {
    try {
      use.run();
      return false;
    } catch (ZstdException e) {
      return true;
    }
  }

  static ZstdCompressCtx compressor(int level) {
    return new ZstdCompressCtx().setLevel(level).setChecksum(false).setContentSize(false);
  }
}
