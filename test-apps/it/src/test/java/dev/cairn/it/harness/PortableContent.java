package dev.cairn.it.harness;

import dev.cairn.snapshot.format.ByteSource;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SectionReader;
import dev.cairn.snapshot.format.SnapshotReader;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot says of the job and nothing of the JVM that wrote it: all its sections but HOST,
 * without the options of the JVM, and without identity hashes. (Where chunks lie, how long their
 * compressed bodies are, is no content.)
 */
public final class PortableContent {
  private PortableContent() {}

  /** The parts by their names, each in a form that can be compared. */
  public static Map<String, String> of(Path snapshot) {
    Map<String, String> parts = new TreeMap<>();
    try (SnapshotReader reader = SnapshotReader.open(snapshot)) {
      for (SectionId id : SectionId.values()) {
        switch (id) {
          case HOST, CHUNKS, PACK, HASHES -> {}
          case JOB -> parts.put(id.name(), job(reader.header()));
          case RUNTIME -> parts.put(id.name(), runtime(reader.section(id)));
          default -> parts.put(id.name(), sha256(reader.bulk(id)));
        }
      }
    }
    return parts;
  }

  private static String job(Header h) {
    return String.join(
        "\n",
        List.of(
            h.generation() + " " + h.job().main() + " " + h.job().arguments(),
            h.job().classPath(),
            h.plan(),
            h.classDigests().toString(),
            h.initialised().toString(),
            h.frames().toString(),
            String.valueOf(h.progress()),
            h.stateDigest(),
            h.histogram().toString()));
  }

  private static String runtime(SectionReader in) {
    List<String> entries = new ArrayList<>();
    int n = in.count(2);
    for (int i = 0; i < n; i++) {
      String name = in.string();
      String value = in.string();
      if (!name.startsWith("hash ")) {
        entries.add(name + "=" + value);
      }
    }
    return String.join("\n", entries);
  }

  private static String sha256(ByteSource bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes.copy(0, Math.toIntExact(bytes.length())));
      return bytes.length() + " bytes " + HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
