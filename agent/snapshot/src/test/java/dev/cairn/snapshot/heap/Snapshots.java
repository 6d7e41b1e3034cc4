package dev.cairn.snapshot.heap;

import dev.cairn.runtime.Frame;
import dev.cairn.snapshot.TestAgent;
import dev.cairn.snapshot.file.HeldFile;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.HostFacts;
import dev.cairn.snapshot.format.JobIdentity;
import dev.cairn.snapshot.format.Progress;
import dev.cairn.snapshot.format.SnapshotContent;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.format.ValueInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Takes and restores snapshots of a handful of objects, as the agent does of a job. */
public final class Snapshots {
  private static final HeapAccess ACCESS = HeapAccess.open(TestAgent.instrumentation());
  private static final ClassLoader LOADER = ClassLoader.getSystemClassLoader();

  private static final Capture CAPTURE = new Capture(ACCESS, LOADER);

  private Snapshots() {}

  public static HeapAccess access() {
    return ACCESS;
  }

  /** Gives a new object that identity hash. */
  public static void giveHash(Object fresh, int hash) {
    if (!ACCESS.header().set(fresh, hash)) {
      throw new IllegalStateException("has one: " + fresh.getClass());
    }
  }

  /** The image of a job whose one frame holds {@code locals}. */
  public static HeapImage capture(List<Class<?>> classes, Object... locals) {
    Frame frame = new Frame(Job.class, "run()V", 2);
    List<ValueInfo> values = new ArrayList<>();
    for (Object o : locals) {
      frame.push(o);
      values.add(
          new ValueInfo("v" + values.size(), 'L', "Ljava/lang/Object;", ValueInfo.Role.LOCAL));
    }
    FrameInfo info =
        new FrameInfo(Job.class.getName(), "run()V", 2, 1, 42, "Snapshots.java", values);
    List<Class<?>> all = new ArrayList<>(classes);
    all.add(Job.class);
    Object made = new Job(); // initialised
    return CAPTURE.take(List.of(frame), List.of(info), all, Thread.currentThread());
  }

  /** What the last captured job has open for writing. */
  static List<HeldFile> held() {
    return CAPTURE.heldFiles();
  }

  /** The class whose one frame is saved. */
  static final class Job {}

  public static SnapshotContent content(HeapImage image) {
    return new SnapshotContent(
        new JobIdentity("com.acme.Main", List.of("a", "b"), "app.jar", List.of("-Xmx1g"), "/home"),
        "plan 1",
        new TreeMap<>(java.util.Map.of("com.acme.Main", "00ff")),
        new Progress(7, 41, "com.acme.Main.run()V", 42),
        new HostFacts("HotSpot", "Linux", "amd64", "here", 1234, 99, facts()),
        image);
  }

  private static TreeMap<String, String> facts() {
    return new TreeMap<>(java.util.Map.of("seed", "11"));
  }

  public static void write(HeapImage image, Path file) {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      SnapshotFile.write(content(image), 3, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The locals of the one frame. */
  public static List<Object> restore(Path file) {
    List<Frame> frames =
        new Restore(ACCESS, LOADER)
            .restore(file, n -> Class.forName(n, true, LOADER), Thread.currentThread());
    Object[] locals = new Object[frames.get(0).size()];
    for (int i = locals.length - 1; i >= 0; i--) {
      locals[i] = frames.get(0).ref(i);
    }
    return Arrays.asList(locals);
  }
}
