package dev.cairn.coordinator.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.coordinator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is in a folder: a chunk itself, whose id is that of all the folder.
 *
 * @param entries sorted by path
 */
public record Manifest(List<Entry> entries) {
  /**
   * A file, or a folder that is empty.
   *
   * @param path relative, with slashes
   * @param folder whether it is an empty folder
   * @param executable whether its owner may execute it
   * @param size in bytes
   * @param chunks of {@link Chunk#SIZE} bytes each but the last
   */
  public record Entry(
      String path, boolean folder, boolean executable, long size, List<String> chunks) {
    public Entry {
      chunks = List.copyOf(chunks);
    }
  }

  public Manifest {
    entries = List.copyOf(entries);
  }

  /** The chunks that the files consist of. */
  public Set<String> chunks() {
    Set<String> all = new LinkedHashSet<>();
    entries.forEach(e -> all.addAll(e.chunks()));
    return all;
  }

  public byte[] bytes() {
    try {
      return Json.write(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest that JSON can't hold", e);
    }
  }

  public String id() {
    return Chunk.id(bytes());
  }

  /**
   * Reads one.
   *
   * @throws JsonProcessingException it is none
   * @throws IllegalArgumentException what it says can't be
   */
  public static Manifest of(byte[] bytes) throws JsonProcessingException {
    Manifest manifest = Json.read(new String(bytes, StandardCharsets.UTF_8), Manifest.class);
    if (manifest == null) {
      throw new IllegalArgumentException("no manifest, but null");
    }
    for (Entry entry : manifest.entries) {
      if (!isSafe(entry.path())) {
        throw new IllegalArgumentException("a path that leads out of its folder: " + entry.path());
      }
      for (String chunk : entry.chunks()) {
        if (!Chunk.isId(chunk)) {
          throw new IllegalArgumentException("no chunk's id: " + chunk);
        }
      }
    }
    return manifest;
  }

  private static boolean isSafe(@Nullable String path) {
    if (path == null || path.isEmpty() || path.startsWith("/") || path.indexOf('\0') >= 0) {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
