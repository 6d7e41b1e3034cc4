package dev.cairn.agent.jdk;

import dev.cairn.agent.Fingerprint;
import dev.cairn.agent.KeptFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Classes of the JDK as a former start has treated them: to make them anew is most of what a start
 * does on a JVM that has compiled nothing yet. A class is taken from here only where what the JVM
 * hands out is what was treated then, by its {@link Fingerprint}; so another agent's work is no
 * danger.
 *
 * <pre>
 *   (key).jdk    CRC-32 of the rest: 4   count: 4   entries
 *   entry        name   fingerprint of what it was   length: 4, or -1: it stayed as it was  bytes
 * </pre>
 *
 * <p>A file that isn't whole is none. Thread-safe.
 */
public final class TreatedClasses {
  private static final String ENDING = ".jdk";

  /** Agents, JDKs and modes that one works with by turns; each file has some two megabytes. */
  private static final int KEPT = 12;

  /** Bytes of a file that are longer than any that was written have come from elsewhere. */
  private static final int LONGEST = 64 << 20;

  /** What a class was, and what became of it; null where it stayed as it was. */
  private static final class Entry {
    private final String before;
    private final byte @Nullable [] after;

    Entry(String before, byte @Nullable [] after) {
      this.before = before;
      this.after = after;
    }
  }

  private final @Nullable KeptFiles files;
  private final String key;
  private final Map<String, Entry> entries;
  private boolean changed;
  private boolean released;

  private TreatedClasses(@Nullable KeptFiles files, String key, Map<String, Entry> entries) {
    this.files = files;
    this.key = key;
    this.entries = entries;
  }

  /** Keeps none. */
  static TreatedClasses none() {
    return new TreatedClasses(null, "", new HashMap<>());
  }

  /**
   * Those that were kept under a key.
   *
   * @param folder where they lie, or null to keep none
   * @param key of all that a treatment follows from, but the class; null to keep none
   */
  public static TreatedClasses of(@Nullable Path folder, @Nullable String key) {
    if (folder == null || key == null) {
      return none();
    }
    KeptFiles files = new KeptFiles(folder, ENDING, KEPT);
    return new TreatedClasses(files, key, read(files, key));
  }

  /**
   * What becomes of a class.
   *
   * @param treat makes it where it isn't known; null where the class stays as it is
   */
  synchronized byte @Nullable [] treated(
      String name, byte[] bytes, Supplier<byte @Nullable []> treat) {
    if (files == null || released) {
      return treat.get();
    }
    Entry entry = entries.get(name);
    String before = Fingerprint.of(bytes);
    if (entry != null && entry.before.equals(before)) {
      return entry.after == null ? null : entry.after.clone();
    }
    byte[] made = treat.get();
    if (entry == null) {
      entries.put(name, new Entry(before, made == null ? null : made.clone()));
      changed = true;
    }
    return made;
  }

  /** From here on it knows none: the start is over, and the job has use for the memory. */
  public synchronized void release() {
    released = true;
    entries.clear();
  }

  /** Writes those that have come to it. */
  synchronized void keep() {
    KeptFiles to = files;
    if (to == null || !changed) {
      return;
    }
    changed = false;
    try {
      to.keep(key, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all that there is room for", e);
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.writeInt(0);
    out.writeInt(entries.size());
    for (Map.Entry<String, Entry> e : new TreeMap<>(entries).entrySet()) {
      out.writeUTF(e.getKey());
      out.writeUTF(e.getValue().before);
      byte[] after = e.getValue().after;
      out.writeInt(after == null ? -1 : after.length);
      if (after != null) {
        out.write(after);
      }
    }
    byte[] bytes = all.toByteArray();
    int crc = crc(bytes);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[i] = (byte) (crc >>> (24 - 8 * i));
    }
    return bytes;
  }

  /** The JDK's own code: a digest in Java would be interpreted here, for megabytes. */
  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
    return (int) crc.getValue();
  }

  private static Map<String, Entry> read(KeptFiles files, String key) {
    Map<String, Entry> entries = new HashMap<>();
    try (RandomAccessFile file = new RandomAccessFile(files.file(key).toFile(), "r")) {
      if (file.length() > LONGEST) {
        return entries;
      }
      byte[] bytes = new byte[(int) file.length()];
      file.readFully(bytes);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      if (bytes.length < 2 * Integer.BYTES || in.readInt() != crc(bytes)) {
        return entries;
      }
      for (int n = in.readInt(); n > 0; n--) {
        String name = in.readUTF();
        String before = in.readUTF();
        int length = in.readInt();
        if (length > in.available()) {
          return new HashMap<>();
        }
        byte[] after = length < 0 ? null : new byte[length];
        if (after != null) {
          in.readFully(after);
        }
        entries.put(name, new Entry(before, after));
      }
      files.used(key);
      return entries;
    } catch (IOException | IllegalArgumentException e) {
      return new HashMap<>(); // not there, or not whole
    }
  }
}
