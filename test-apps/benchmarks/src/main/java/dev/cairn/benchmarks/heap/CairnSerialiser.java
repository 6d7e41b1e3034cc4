package dev.cairn.benchmarks.heap;

import dev.cairn.runtime.Frame;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.HostFacts;
import dev.cairn.snapshot.format.JobIdentity;
import dev.cairn.snapshot.format.Progress;
import dev.cairn.snapshot.format.SnapshotContent;
import dev.cairn.snapshot.format.ValueInfo;
import dev.cairn.snapshot.heap.Capture;
import dev.cairn.snapshot.heap.HeapAccess;
import dev.cairn.snapshot.heap.Restore;
import dev.cairn.snapshot.store.Disk;
import dev.cairn.snapshot.store.Generation;
import dev.cairn.snapshot.store.GenerationStore;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cairn's snapshot of a job of one frame. Encoding is what a job waits for: the state in memory.
 * Decoding reads an uncompressed file, checksums and all.
 */
final class CairnSerialiser implements Serialiser {
  private static final List<Class<?>> CLASSES =
      List.of(Job.class, Graph.Particle.class, Graph.Node.class);

  private final ClassLoader loader = ClassLoader.getSystemClassLoader();
  private final HeapAccess access;
  private final Capture capture;
  private final Path directory;
  private final GenerationStore store;
  private @Nullable HeapImage image;
  private @Nullable Generation written;
  private long bytes;

  CairnSerialiser(Instrumentation instrumentation) throws IOException {
    this(instrumentation, Compression.RAW);
  }

  CairnSerialiser(Instrumentation instrumentation, Compression compression) throws IOException {
    access = HeapAccess.open(instrumentation);
    Objects.requireNonNull(Job.INITIALISED);
    capture = new Capture(access, loader);
    directory = Files.createTempDirectory("cairn-heap-cost");
    Path chunks = directory.resolve("chunks");
    store = GenerationStore.open(directory, 1, chunks, compression, Disk.real());
  }

  /** The class whose one frame holds the graph. */
  private static final class Job {
    static final Job INITIALISED = new Job();
  }

  @Override
  public void encode(Object root) {
    Frame frame = new Frame(Job.class, "run()V", 1);
    frame.push(root);
    ValueInfo value = new ValueInfo("root", 'L', "Ljava/lang/Object;", ValueInfo.Role.LOCAL);
    FrameInfo info =
        new FrameInfo(Job.class.getName(), "run()V", 1, 1, 1, "Job.java", List.of(value));
    forget();
    image = capture.take(List.of(frame), List.of(info), CLASSES, Thread.currentThread());
    bytes = image.bytes();
  }

  private void forget() {
    if (image != null) {
      image.close();
      image = null;
    }
  }

  @Override
  public void prepare() {
    written = write();
  }

  /** Writes the last image as a generation. */
  Generation write() {
    return store.write(
        new SnapshotContent(
            new JobIdentity("Job", List.of(), "job.jar", List.of(), "/"),
            "plan",
            new TreeMap<>(),
            new Progress(1, 1, "Job.run()V", 1),
            new HostFacts("", "", "", "", 0, 0, new TreeMap<>()),
            Objects.requireNonNull(image, "nothing was encoded")));
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Object decode() {
    forget();
    Path file = Objects.requireNonNull(written, "nothing was written").file();
    List<Frame> frames =
        new Restore(access, loader)
            .restore(file, n -> Class.forName(n, false, loader), Thread.currentThread());
    return Objects.requireNonNull(frames.get(0).ref(0));
  }

  @Override
  public void close() throws IOException {
    forget();
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
