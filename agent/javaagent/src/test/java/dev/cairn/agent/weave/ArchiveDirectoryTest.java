package dev.cairn.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.agent.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another entry, another digest, however the archive is made. */
class ArchiveDirectoryTest {
  @TempDir Path dir;
  private int files;

  private byte[] zip(String content, String comment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setComment(comment);
      ZipEntry entry = new ZipEntry("p/A.class");
      entry.setTime(0);
      out.putNextEntry(entry);
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private String told(byte[] bytes) throws IOException {
    return ArchiveDirectory.fingerprint(Files.write(dir.resolve("f" + files++), bytes));
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @Test
  void tellsEntriesNotComments() throws IOException {
    String one = told(zip("one", ""));
    assertThat(told(zip("one", "PK\005\006 and so on, which is no end of a directory")))
        .isEqualTo(one);
    assertThat(told(zip("two", ""))).isNotEqualTo(one);
    assertThat(told(join("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), zip("one", ""))))
        .as("a script before the archive")
        .isEqualTo(one);
  }

  /** The whole file tells, where the directory can't be found. */
  @Test
  void tellsWhatIsNoArchiveByAllItsBytes() throws IOException {
    byte[] whole = zip("one", "");
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThat(told(cut)).isEqualTo(Fingerprint.of(cut));
    assertThat(told(new byte[0])).isEqualTo(Fingerprint.of(new byte[0]));
    byte[] sizeGone = whole.clone(); // as in the 64-bit form
    Arrays.fill(sizeGone, whole.length - 10, whole.length - 6, (byte) 0xff);
    assertThat(told(sizeGone)).isEqualTo(Fingerprint.of(sizeGone));
  }
}
