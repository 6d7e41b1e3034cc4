package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.files.ChunkSink;
import dev.cairn.coordinator.files.ChunkSource;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.wire.Json;
import dev.cairn.snapshot.store.Done;
import dev.cairn.snapshot.store.Generation;
import dev.cairn.snapshot.store.GenerationStore;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has of one job under one lease.
 *
 * <pre>
 *   7-3/               job 7, epoch 3
 *     order.json       what was ordered; the files below are all there
 *     unclean          a JVM was begun in it and has not ended at a generation (yet)
 *     every            how often to save it, as its agent reads it
 *     copy/            second names of a generation's files, while it is sent
 *     job/             goes with the job, from host to host
 *       code/          its class path
 *       work/          its working directory
 *       ck/            its generations
 *       out, err       what it printed
 * </pre>
 */
final class JobFolder {
  private static final String ORDER = "order.json";
  private static final String UNCLEAN = "unclean";
  private static final String EVERY = "every";

  private final Path folder;

  private JobFolder(Path folder) {
    this.folder = folder;
  }

  static JobFolder of(Path jobs, Order order) {
    return new JobFolder(jobs.resolve(order.job() + "-" + order.epoch()));
  }

  static JobFolder at(Path folder) {
    return new JobFolder(folder);
  }

  Path job() {
    return folder.resolve("job");
  }

  Path work() {
    return job().resolve("work");
  }

  Path generations() {
    return job().resolve("ck");
  }

  Path out() {
    return job().resolve("out");
  }

  Path err() {
    return job().resolve("err");
  }

  Path every() {
    return folder.resolve(EVERY);
  }

  /** Tells the agent how often to save the job. */
  void every(long seconds) throws IOException {
    Path aside = folder.resolve(".every.tmp");
    Files.writeString(aside, seconds + "s\n");
    Files.move(aside, every(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The order whose files are all there, or null. */
  @Nullable Order order() throws IOException {
    try {
      return Json.read(Files.readString(folder.resolve(ORDER)), Order.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Fetches the job's files. */
  void lay(Order order, ChunkSource source) throws IOException {
    remove();
    FolderContent.lay(order.files(), source, job());
    Files.createDirectories(work());
    Path aside = folder.resolve(".order.tmp");
    Files.writeString(aside, Json.write(order));
    Files.move(aside, folder.resolve(ORDER), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Sends the job's files, which are those of its newest generation; the id of their manifest. */
  String send(ChunkSink sink) throws IOException {
    Generation newest = newestFile();
    String name = newest == null ? "" : newest.file().getFileName().toString();
    Set<String> idle =
        newest == null ? Set.of() : IdlePacks.of(generations().resolve("chunks"), newest.file());
    return FolderContent.send(job(), path -> goesAlong(path, name, idle), sink);
  }

  /**
   * Of generations the newest alone: on another host nobody could bring the files back to an older
   * one, since how to is noted by their paths here. Not locks, and not what was being written when
   * a process died.
   */
  private static boolean goesAlong(String path, String newest, Set<String> idle) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !path.startsWith("ck/")
        || !(idle.contains(name)
            || path.startsWith("ck/files/")
            || name.endsWith(".lock")
            || (name.startsWith(".") && name.endsWith(".tmp"))
            || (name.endsWith(".cairn") && !name.equals(newest)));
  }

  /** Whether the files are just those of the newest generation. */
  boolean isClean() {
    return !Files.exists(folder.resolve(UNCLEAN));
  }

  void clean() throws IOException {
    Files.deleteIfExists(folder.resolve(UNCLEAN));
  }

  void unclean() throws IOException {
    if (isClean()) {
      Files.createFile(folder.resolve(UNCLEAN));
    }
  }

  /** The newest generation's number; 0 where there is none. */
  long newest() {
    Generation newest = newestFile();
    return newest == null ? 0 : newest.number();
  }

  @Nullable Generation newestFile() {
    if (!Files.isDirectory(generations())) {
      return null;
    }
    List<Generation> all = GenerationStore.list(generations());
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** How the job ended, or null. No JVM runs in it. */
  @Nullable Done done() {
    if (!Files.isDirectory(generations())) {
      return null;
    }
    try (GenerationStore store = GenerationStore.open(generations(), 2)) {
      return store.done();
    }
  }

  /** Where a generation's files are held by second names; nothing is in it. */
  Path emptyCopy() throws IOException {
    Path copy = folder.resolve("copy");
    removeTree(copy);
    return Files.createDirectories(copy);
  }

  void remove() throws IOException {
    Files.deleteIfExists(folder.resolve(ORDER)); // what is left of it counts for nothing
    removeTree(folder);
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
