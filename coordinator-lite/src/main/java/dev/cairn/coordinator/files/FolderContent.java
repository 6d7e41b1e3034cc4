package dev.cairn.coordinator.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Folders to manifests and chunks, and back. */
public final class FolderContent {
  private FolderContent() {}

  /**
   * Makes all of a folder durable elsewhere; only chunks that aren't there are sent.
   *
   * @param wanted by relative path, which files count
   * @return the manifest's id
   * @throws IOException a file changes meanwhile, or is neither file nor folder
   */
  public static String send(Path root, Predicate<String> wanted, ChunkSink sink)
      throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    Files.walkFileTree(root, new Collector(root, wanted, files));
    return send(files, sink);
  }

  /**
   * As {@link #send(Path, Predicate, ChunkSink)}, of files from anywhere.
   *
   * @param files by the paths that they shall have
   */
  public static String send(Map<String, Path> files, ChunkSink sink) throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    files.forEach((path, file) -> parts.put(path, new Part(file, Long.MAX_VALUE)));
    return sendParts(parts, sink);
  }

  /**
   * The beginning of a file, or a folder that is empty.
   *
   * @param length so much of it, or all where it is shorter
   */
  public record Part(Path file, long length) {}

  /** As {@link #send(Map, ChunkSink)}, of files of which only the beginning counts. */
  public static String sendParts(Map<String, Part> files, ChunkSink sink) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    Map<String, Place> places = new HashMap<>();
    for (Map.Entry<String, Part> f : files.entrySet()) {
      entries.add(entry(f.getKey(), f.getValue(), places));
    }
    entries.sort(Comparator.comparing(Manifest.Entry::path));
    Manifest manifest = new Manifest(entries);
    Lanes.each(
        List.copyOf(sink.missing(manifest.chunks())),
        id -> {
          Place place = places.get(id);
          if (place == null) {
            throw new IOException("asked for a chunk that is none of these: " + id);
          }
          sink.write(id, place.read(id));
        });
    byte[] bytes = manifest.bytes();
    sink.write(manifest.id(), bytes);
    return manifest.id();
  }

  /** What is in a folder now, each file with the length it has now. */
  public static Map<String, Part> parts(Path root, Predicate<String> wanted) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    Files.walkFileTree(root, new Collector(root, wanted, files));
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Map.Entry<String, Path> f : files.entrySet()) {
      parts.put(f.getKey(), new Part(f.getValue(), Files.size(f.getValue())));
    }
    return parts;
  }

  private record Place(Path file, long at, int length) {
    byte[] read(String id) throws IOException {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        in.skipNBytes(at);
        bytes = in.readNBytes(length);
      }
      if (!Chunk.id(bytes).equals(id)) {
        throw new IOException(file + " was changed while it was sent");
      }
      return bytes;
    }
  }

  private static Manifest.Entry entry(String path, Part part, Map<String, Place> places)
      throws IOException {
    Path file = part.file();
    if (Files.isDirectory(file)) {
      return new Manifest.Entry(path, true, false, 0, List.of());
    }
    List<String> chunks = new ArrayList<>();
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      while (size < part.length()) {
        byte[] b = in.readNBytes((int) Math.min(Chunk.SIZE, part.length() - size));
        if (b.length == 0) {
          break;
        }
        String id = Chunk.id(b);
        chunks.add(id);
        places.putIfAbsent(id, new Place(file, size, b.length));
        size += b.length;
      }
    }
    return new Manifest.Entry(path, false, Files.isExecutable(file), size, chunks);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Predicate<String> wanted;
    private final Map<String, Path> files;

    Collector(Path root, Predicate<String> wanted, Map<String, Path> files) {
      this.root = root;
      this.wanted = wanted;
      this.files = files;
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace('\\', '/');
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
        throws IOException {
      if (!dir.equals(root)) {
        try (var inside = Files.list(dir)) {
          if (inside.findAny().isEmpty() && wanted.test(name(dir))) {
            files.put(name(dir), dir);
          }
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = name(file);
      if (wanted.test(name)) {
        if (!attributes.isRegularFile()) {
          throw new IOException(
              file + " is a link or a device: only files and folders go with a job");
        }
        files.put(name, file);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /** Lays out a folder by its manifest, where there is none yet. */
  public static void lay(String manifestId, ChunkSource source, Path root) throws IOException {
    Manifest manifest = Manifest.of(source.read(manifestId));
    Files.createDirectories(root);
    for (Manifest.Entry entry : manifest.entries()) {
      Path path = root.resolve(entry.path());
      if (entry.folder()) {
        Files.createDirectories(path);
        continue;
      }
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try (OutputStream out = Files.newOutputStream(path)) {
        for (String chunk : entry.chunks()) {
          out.write(source.read(chunk));
        }
      }
      if (Files.size(path) != entry.size()) {
        throw new IOException(path + " has not the length that its manifest says");
      }
      if (entry.executable() && !path.toFile().setExecutable(true)) {
        throw new IOException(path + " can't be made executable");
      }
    }
  }

  /** Whether all of a manifest is there: what an outcome refers to must be durable. */
  public static Set<String> missing(String manifestId, ChunkFolder folder) throws IOException {
    if (!folder.missing(Set.of(manifestId)).isEmpty()) {
      return Set.of(manifestId);
    }
    return folder.missing(Manifest.of(folder.read(manifestId)).chunks());
  }
}
