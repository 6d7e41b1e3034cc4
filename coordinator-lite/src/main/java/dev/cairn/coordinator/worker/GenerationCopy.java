package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.files.ChunkSink;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.files.FolderContent.Part;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.store.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job's folder as it was at a generation, while the job runs on in it.
 *
 * <pre>
 *   code/       never changes
 *   ck/         the generation and all packs of chunks, held by second names and verified: what
 *               the job's JVM removes meanwhile stays
 *   out         up to the length that the generation says
 *   work/       as it is now, each file with the length it has now. That is as it was then, but for
 *               files that were open and have grown, which a resume cuts back: if in the end
 *               nothing else was noted since that generation (and all is noted before it is done)
 *   err         as it is now
 * </pre>
 */
final class GenerationCopy {
  private static final String STDOUT = "stdout";

  private final JobFolder folder;
  private final Generation generation;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private GenerationCopy(JobFolder folder, Generation generation) {
    this.folder = folder;
    this.generation = generation;
  }

  /** The job has changed files since, or not all is known: a later generation may do. */
  static final class ChangedException extends IOException {
    ChangedException(String message) {
      super(message);
    }
  }

  /**
   * Takes hold of a generation.
   *
   * @param verify reads all of it and finds what is damaged
   */
  static GenerationCopy of(JobFolder folder, Generation generation, Function<Path, Header> verify)
      throws IOException {
    GenerationCopy copy = new GenerationCopy(folder, generation);
    Path ck = folder.emptyCopy();
    Path file = copy.hold(generation.file(), ck, "ck/");
    Path packs = generation.file().resolveSibling("chunks");
    if (Files.isDirectory(packs)) {
      copy.hold(
          packs,
          IdlePacks.of(packs, generation.file()),
          Files.createDirectories(ck.resolve("chunks")));
    }
    Header header = verify.apply(file);
    copy.parts.put("out", new Part(folder.out(), printed(folder, header)));
    if (Files.exists(folder.err())) {
      copy.parts.put("err", new Part(folder.err(), Files.size(folder.err())));
    }
    copy.below("code");
    copy.below("work");
    return copy;
  }

  static GenerationCopy of(JobFolder folder, Generation generation) throws IOException {
    return of(folder, generation, SnapshotFile::verify);
  }

  private void hold(Path packs, Set<String> idle, Path in) throws IOException {
    try (Stream<Path> files = Files.list(packs)) {
      for (Path pack : files.filter(p -> p.toString().endsWith(".chunks")).toList()) {
        if (!idle.contains(pack.getFileName().toString())) {
          hold(pack, in, "ck/chunks/");
        }
      }
    }
  }

  private void below(String name) throws IOException {
    Path root = folder.job().resolve(name);
    if (Files.isDirectory(root)) {
      FolderContent.parts(root, p -> true).forEach((p, part) -> parts.put(name + "/" + p, part));
    }
  }

  private Path hold(Path file, Path in, String path) throws IOException {
    Path held = in.resolve(file.getFileName());
    try {
      Files.createLink(held, file);
    } catch (UnsupportedOperationException e) {
      throw new IOException("the disk of " + file + " knows no second names for files", e);
    }
    parts.put(path + file.getFileName(), new Part(held, Long.MAX_VALUE));
    return held;
  }

  /** {@code path|length|checksum}, as the agent noted it. */
  private static long printed(JobFolder folder, Header header) throws IOException {
    @Nullable String mark = header.host().more().get(STDOUT);
    String[] words = mark == null ? new String[0] : mark.split("\\|");
    if (words.length != 3 || !Path.of(words[0]).equals(folder.out().toRealPath())) {
      throw new ChangedException("it does not say how much it had printed");
    }
    return Long.parseLong(words[1]);
  }

  /** Sends it; the id of its manifest. */
  String send(ChunkSink sink) throws IOException {
    String id = FolderContent.sendParts(parts, sink);
    if (!NotedActs.noneSince(folder.generations(), generation.number())) {
      throw new ChangedException("the job has changed files since");
    }
    return id;
  }
}
