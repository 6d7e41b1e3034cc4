package dev.cairn.snapshot.heap;

import dev.cairn.runtime.Frame;
import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.file.HeldFile;
import dev.cairn.snapshot.format.AnchorEntry;
import dev.cairn.snapshot.format.Arena;
import dev.cairn.snapshot.format.Bytes;
import dev.cairn.snapshot.format.FieldEntry;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SectionWriter;
import dev.cairn.snapshot.format.Sections;
import dev.cairn.snapshot.format.ValueInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies a job's state into a {@link HeapImage}: frames, all objects reachable from them, and the
 * statics of the given classes. No job code runs, no class is initialised, no object is changed in
 * a way that the job could see.
 *
 * <p>The walk runs on a thread of its own while the caller waits, so that the job thread's hash
 * code generator stands still. One capture at a time; the job must stand still.
 */
public final class Capture {
  private final HeapAccess access;
  private final Codecs codecs;
  private final Shapes shapes;
  private final ClassLoader application;
  private final Literals literals = new Literals();
  private final Slabs slabs = Slabs.beside(Runtime.getRuntime(), new SpareMemory(Path.of("/")));
  private final StaticFields staticFields;
  private List<HeldFile> heldFiles = List.of();

  /**
   * @param application the loader of the job's classes: the system class loader
   */
  public Capture(HeapAccess access, ClassLoader application) {
    this.access = access;
    this.application = application;
    this.codecs = new Codecs(application);
    this.shapes = new Shapes(application, codecs);
    this.staticFields = new StaticFields(codecs);
  }

  /** To be called when the job's root is entered, before anything of it runs. */
  public void rootEntered() {
    access.environment().rootEntered();
  }

  /** To be called at C0, on the job's thread, before anything of it runs. */
  public void begin() {
    Generators.begin(Thread.currentThread());
  }

  /**
   * Captures.
   *
   * @param frames outermost first, complete (nothing popped yet)
   * @param infos one for each frame, with one value info for each value
   * @param classes the classes of the application loader, in any order; those that are not
   *     initialised yet are passed over
   * @param jobThread the thread that the job runs in
   * @throws NotCapturableException something reachable can't be copied exactly
   */
  public synchronized HeapImage take(
      List<Frame> frames, List<FrameInfo> infos, Collection<Class<?>> classes, Thread jobThread) {
    return take(frames, infos, classes, jobThread, List.of(), null);
  }

  /**
   * Captures a job that has other threads.
   *
   * @param idle live threads of the job that wait in JDK code, in a steady order; they are stored
   *     as if they had not begun to wait yet, and {@link Restore#threads} gives them
   * @param holder a thread that holds the locks of the queues that they wait in, or null
   */
  public synchronized HeapImage take(
      List<Frame> frames,
      List<FrameInfo> infos,
      Collection<Class<?>> classes,
      Thread jobThread,
      List<Thread> idle,
      @Nullable Thread holder) {
    IdleView view = new IdleView(new IdleView.Idle(idle, holder));
    FutureTask<HeapImage> task =
        new FutureTask<>(() -> walk(frames, infos, classes, jobThread, view));
    Walker walker = new Walker(task);
    walker.setContextClassLoader(application); // for the program's codecs
    walker.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // meant for the job: it gets it back
        }
      }
    } catch (ExecutionException e) {
      throw Mem.sneak(e.getCause() == null ? e : e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Files that the job of the last image can write to without opening them. */
  public synchronized List<HeldFile> heldFiles() {
    return heldFiles;
  }

  /**
   * A thread of ours, as its class tells: the last one may be about to end still when the next
   * snapshot is wanted, and must not pass for a thread of the job's.
   */
  private static final class Walker extends Thread {
    Walker(Runnable task) {
      super(null, task, "cairn-capture", 0, false);
      setDaemon(true);
    }
  }

  private HeapImage walk(
      List<Frame> frames,
      List<FrameInfo> infos,
      Collection<Class<?>> classes,
      Thread jobThread,
      IdleView idle) {
    Arena arena = new NativeArena(slabs);
    boolean taken = false;
    try {
      HeapImage image = walk(frames, infos, classes, jobThread, idle, arena);
      taken = true;
      return image;
    } finally {
      if (!taken) {
        arena.close();
      }
    }
  }

  private HeapImage walk(
      List<Frame> frames,
      List<FrameInfo> infos,
      Collection<Class<?>> classes,
      Thread jobThread,
      IdleView idle,
      Arena arena) {
    List<Class<?>> sorted = new ArrayList<>(classes);
    // A class that isn't has no statics yet, and if it isn't even linked the JVM dies of the
    // question for its literals.
    loadCodecs(frames);
    sorted.removeIf(c -> !Mem.initialised(c) || codecs.isCodec(c) || Initialisers.tellsNothing(c));
    sorted.sort(Comparator.comparing(Class::getName));
    access.refuseFailedClasses();
    List<Class<?>> carried = carried();
    boolean interns = carried.stream().anyMatch(c -> literals.get(c).interns());
    for (Class<?> c : sorted) {
      check(c); // an unlinked class's constant pool must not be asked for strings: it would crash
      interns |= literals.get(c).interns();
    }
    NamedObjects named = new NamedObjects(application, jobThread);
    ClassValues values = new ClassValues(access.instrumentation()::getAllLoadedClasses, shapes);
    WalkScope scope = new WalkScope(shapes, named, values, sorted, interns);
    try (HeapWalk walk =
        new HeapWalk(
            scope,
            access.header(),
            ThreadLocals.of(jobThread, idle.idle().threads()),
            idle,
            arena)) {
      access.anchors().forEach(walk::preset);
      for (String name : List.of("in", "out", "err")) {
        Object stream = NamedObjects.Streams.original(name);
        if (stream != null) {
          walk.preset(
              new AnchorScan.Found(stream, new AnchorEntry(AnchorEntry.Kind.STREAM, name), true));
        }
      }
      for (String s : List.of("", "true", "false", "null")) { // literals of the JDK's own
        walk.preset(new AnchorScan.Found(s, new AnchorEntry(AnchorEntry.Kind.INTERNED, s), true));
      }
      walk.preset(
          new AnchorScan.Found(
              System.getProperties(),
              new AnchorEntry(AnchorEntry.Kind.FIELD, NamedObjects.PROPERTIES),
              true));
      for (Class<?> c : Stream.concat(sorted.stream(), carried.stream()).toList()) {
        for (String s : literals.get(c).literals()) {
          walk.preset(new AnchorScan.Found(s, new AnchorEntry(AnchorEntry.Kind.INTERNED, s), true));
        }
      }
      Bytes frameBytes = frames(walk, frames, infos);
      Bytes staticBytes = statics(walk, sorted);
      Bytes slotBytes = slots(walk, jobThread, idle);
      walk.run();
      heldFiles = List.copyOf(walk.heldFiles());
      Map<SectionId, Bytes> sections = walk.sections();
      sections.put(SectionId.FRAMES, frameBytes);
      sections.put(SectionId.STATICS, staticBytes);
      sections.put(SectionId.SLOTS, slotBytes);
      SortedMap<String, Integer> hashes = walk.namedHashes();
      Class<?>[] loaded = access.instrumentation().getAllLoadedClasses();
      NamedHashes.captureClasses(loaded, shapes, access.header(), hashes);
      NamedHashes.captureOthers(named, walk::hashBefore, hashes);
      SortedMap<String, String> beside = new TreeMap<>(walk.deadContent());
      walk.loaders().records(sorted).write(beside);
      SharedWithJvm.capture(walk::numberIfMet, loaded, shapes, beside);
      sections.put(SectionId.RUNTIME, RuntimeState.capture(jobThread, access, hashes, beside));
      return new HeapImage(
          sections, infos, sorted.stream().map(Class::getName).toList(), walk.histogram(), arena);
    } finally {
      sorted.forEach(c -> shapes.get(c).forget());
    }
  }

  private void loadCodecs(List<Frame> frames) {
    try {
      codecs.load();
    } catch (Codecs.FaultyException e) {
      throw new NotCapturableException(
          "native state", String.valueOf(e.getMessage()), "mend it, or leave it out");
    }
    for (Frame f : frames) {
      if (codecs.isCodec(f.owner())) {
        Refusals.Refusal r = Refusals.codecInJob();
        throw new NotCapturableException("frame " + f, r.reason(), r.remedy());
      }
    }
  }

  /** The initialised classes that loaders of the job's own defined, whether it still has them. */
  private List<Class<?>> carried() {
    List<Class<?>> carried = new ArrayList<>();
    if (JobLoaders.defined().any()) {
      for (Class<?> c : access.instrumentation().getAllLoadedClasses()) {
        if (JobLoaders.bytes(c) != null && Mem.initialised(c)) {
          carried.add(c);
        }
      }
    }
    return carried;
  }

  private static Bytes frames(HeapWalk walk, List<Frame> frames, List<FrameInfo> infos) {
    if (frames.size() != infos.size()) {
      throw new IllegalArgumentException(frames.size() + " frames, " + infos.size() + " infos");
    }
    SectionWriter out = new SectionWriter().count(frames.size());
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      FrameInfo info = infos.get(i);
      List<ValueInfo> values = info.values();
      if (frame.size() != values.size()) {
        throw new IllegalArgumentException(
            frame + " holds " + frame.size() + " values, its info tells " + values.size());
      }
      Sections.frame(out, info);
      for (int k = 0; k < values.size(); k++) {
        ValueInfo v = values.get(k);
        if (frame.kind(k) != v.kind()) {
          throw new IllegalArgumentException(
              frame + ": value " + k + " is " + frame.kind(k) + ", its info tells " + v.kind());
        }
        String label = info.label() + ": " + v.label(k);
        long bits = frame.kind(k) == 'L' ? walk.root(frame.ref(k), () -> label) : frame.word(k);
        Sections.value(out, v, bits);
      }
    }
    return out.toBytes();
  }

  /** Classes, then for each: name, fields; for each field: name, type, value:8. */
  private Bytes statics(HeapWalk walk, List<Class<?>> classes) {
    SectionWriter out = new SectionWriter().count(classes.size());
    for (Class<?> c : classes) {
      List<StaticFields.Slot> fields = staticFields.get(c).stored();
      out.string(c.getName()).count(fields.size());
      for (StaticFields.Slot f : fields) {
        FieldEntry e = f.entry();
        long bits = e.kind() == 'L' ? walk.root(f.reference(), () -> "static " + e) : f.bits();
        out.string(e.name()).string(e.type()).int64(bits);
      }
    }
    return out.toBytes();
  }

  /** Count, then name and object:4 of each. */
  private Bytes slots(HeapWalk walk, Thread jobThread, IdleView idle) {
    List<JobSlots.Slot> slots = new ArrayList<>(JobSlots.of(jobThread));
    slots.add(new IdleThreads(idle.idle().threads()));
    slots.add(access.environment().hooks());
    slots.add(new JdbcDrivers());
    JobSlots.replaced().stream().filter(s -> s.reference() != null).forEach(slots::add);
    SectionWriter out = new SectionWriter().count(slots.size());
    for (JobSlots.Slot s : slots) {
      out.string(s.name()).int32(walk.root(s.reference(), s::name));
    }
    return out.toBytes();
  }

  private void check(Class<?> c) {
    if (shapes.loaderOf(c) != 'A' || c.isHidden() || c.isArray() || !Mem.initialised(c)) {
      throw new IllegalArgumentException(
          c.getName() + " is no initialised class of the application loader");
    }
  }
}
