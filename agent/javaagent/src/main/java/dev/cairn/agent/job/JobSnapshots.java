package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.agent.files.JobFiles;
import dev.cairn.agent.jdk.JobThreads;
import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.weave.ApplicationClasses;
import dev.cairn.agent.weave.DigestText;
import dev.cairn.agent.weave.PlatformDigests;
import dev.cairn.agent.weave.WovenClasses;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.weave.SavedValue;
import dev.cairn.instrumenter.weave.WovenPoint;
import dev.cairn.runtime.Frame;
import dev.cairn.runtime.JobClock;
import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.StoreException;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.HostFacts;
import dev.cairn.snapshot.format.JobIdentity;
import dev.cairn.snapshot.format.Progress;
import dev.cairn.snapshot.format.SnapshotContent;
import dev.cairn.snapshot.format.ValueInfo;
import dev.cairn.snapshot.heap.Capture;
import dev.cairn.snapshot.heap.ProxyClasses;
import dev.cairn.snapshot.heap.Restore;
import dev.cairn.snapshot.store.Generation;
import dev.cairn.snapshot.store.GenerationStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Snapshots of this JVM's job, in its directory of generations. */
final class JobSnapshots implements Snapshots {
  /** Where the mark of standard output stands among the host's facts. */
  private static final String STDOUT = "stdout";

  /** Whether the job stopped there; a job that did not has printed more since. */
  private static final String STOPPED = "stopped";

  /** Whether the job's thread was interrupted, which no file operation survives. */
  private static final String INTERRUPTED = "interrupted";

  /** Digest of all class files on the class path: those that were not loaded yet count, too. */
  private static final String CLASS_PATH = "class.path.releases";

  /** The same as this release sees it: what snapshots carried that have no other. */
  private static final String CLASS_PATH_HERE = "class.path.digest";

  /** The snapshot that this JVM goes on from. */
  record Origin(Path file, Header header) {}

  private final Launch launch;
  private final Plan plan;
  private final WovenClasses classes;
  private final GenerationStore store;
  private final JobFiles files;
  private final Capture capture;
  private final Restore restore;
  private final Instrumentation instrumentation;
  private final ClassLoader application;
  private final @Nullable Origin origin;
  private final JobModes modes;
  private final ApplicationClasses source;
  private final JobThreads threads;
  private final Consumer<Map<String, String>> pipe;
  private final StateDigests digests;
  private final Say say;
  private final Resumptions resumptions;
  private final HostCharsets charsets = HostCharsets.ofThisJvm();
  private List<String> arguments = List.of();

  /** The process's own; what the job puts in their place holds back what it likes. */
  private final PrintStream out = System.out;

  private final PrintStream err = System.err;

  JobSnapshots(
      Launch launch,
      Plan plan,
      WovenClasses classes,
      GenerationStore store,
      JobFiles files,
      Capture capture,
      Restore restore,
      Instrumentation instrumentation,
      ClassLoader application,
      @Nullable Origin origin,
      JobModes modes,
      ApplicationClasses source,
      JobThreads threads,
      Consumer<Map<String, String>> pipe,
      StateDigests digests,
      Say say) {
    this.launch = launch;
    this.plan = plan;
    this.classes = classes;
    this.store = store;
    this.files = files;
    this.capture = capture;
    this.restore = restore;
    this.instrumentation = instrumentation;
    this.application = application;
    this.origin = origin;
    this.modes = modes;
    this.source = source;
    this.threads = threads;
    this.pipe = pipe;
    this.digests = digests;
    this.say = say;
    this.resumptions = new Resumptions(store.directory(), say);
  }

  @Override
  public Captured take(List<Frame> frames, Position position) throws RefusedException, IOException {
    refuseUnknownCode();
    boolean interrupted = Thread.interrupted(); // it would close the files that are written here
    try {
      return takeUninterrupted(frames, position, interrupted);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void refuseUnknownCode() throws RefusedException {
    String redefined = classes.redefined();
    if (redefined != null) {
      throw new RefusedException(
          "class "
              + redefined
              + " was redefined while the job ran: its code is no longer that of its class file;"
              + " start anew without the debugger or agent that does this");
    }
    String failed = classes.failed();
    if (failed != null) {
      throw new RefusedException(
          "class "
              + failed
              + " when it was loaded, so that it is not woven; give more stack or memory");
    }
  }

  private Captured takeUninterrupted(List<Frame> frames, Position position, boolean interrupted)
      throws RefusedException, IOException {
    try {
      HeapImage image = captured(frames);
      boolean taken = false;
      try {
        digested(image, position);
        SnapshotContent content = content(image, frames, position, interrupted);
        long number = store.reserve(files.newest());
        files.captured(number, capture.heldFiles()); // what the job does from here on comes after
        Captured captured = new InMemory(content, number);
        taken = true;
        return captured;
      } finally {
        if (!taken) {
          image.close();
        }
      }
    } catch (NotCapturableException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void digest(List<Frame> frames, Position position) throws RefusedException, IOException {
    refuseUnknownCode();
    boolean interrupted = Thread.interrupted(); // it would close the file that is written here
    try (HeapImage image = captured(frames)) {
      digested(image, position);
    } catch (NotCapturableException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private HeapImage captured(List<Frame> frames) {
    out.flush();
    err.flush();
    return capture.take(
        frames,
        infos(frames),
        applicationClasses(),
        Thread.currentThread(),
        threads.idle(),
        threads.holder());
  }

  /** Notes the state's digest where it is due; refuses a state that changed meanwhile. */
  private void digested(HeapImage image, Position position) throws RefusedException, IOException {
    String moved = threads.moved(Thread.currentThread());
    if (moved != null) {
      throw new RefusedException(moved);
    }
    if (digests.due(position.reached())) {
      digests.add(position.reached(), image.stateDigest());
    }
  }

  private final class InMemory implements Captured {
    private final SnapshotContent content;
    private final long number;

    InMemory(SnapshotContent content, long number) {
      this.content = content;
      this.number = number;
    }

    @Override
    public long bytesInHeap() {
      return content.image().bytesInHeap();
    }

    @Override
    public void close() {
      content.image().close();
    }

    @Override
    public Written write() throws IOException {
      boolean durable = false;
      try {
        Generation g = store.write(content, number);
        durable = true;
        files.saved(store.generations().get(0).number());
        store.takeWarnings().forEach(say::line);
        return new Written(
            g.number(), content.image().stateDigest(), g.bytes(), g.file().toString());
      } catch (StoreException e) {
        throw new IOException(e.getMessage(), e);
      } finally {
        if (!durable) {
          files.failed();
        }
      }
    }
  }

  @Override
  public @Nullable Resumed resume(String root, Object[] given) {
    capture.rootEntered();
    beginDigests();
    if (given.length == 1 && given[0] instanceof String[] args) {
      arguments = List.copyOf(Arrays.asList(args));
    }
    if (origin == null) {
      capture.begin();
      return null;
    }
    Header header = origin.header();
    checkArguments(header);
    checkClassPath(header);
    checkPlatform(header);
    classes.suppressInitialisers();
    List<Frame> frames =
        restore.restore(
            origin.file(), name -> Class.forName(name, true, application), Thread.currentThread());
    files.resumed(restore.heldFiles());
    cutBackOutput(header);
    pipe.accept(header.host().more());
    if (header.host().more().getOrDefault(INTERRUPTED, "false").equals("true")) {
      Thread.currentThread().interrupt();
    }
    return new Resumed(
        frames,
        restore.threads(),
        origin.file().toString(),
        header.generation(),
        header.progress().reached());
  }

  private void beginDigests() {
    try {
      digests.begin(say);
    } catch (IOException e) {
      throw new AgentException(
          ExitCode.CANNOT_CREATE, "the chain of digests can't be written: " + e.getMessage(), e);
    }
  }

  private void cutBackOutput(Header header) {
    SortedMap<String, String> facts = header.host().more();
    boolean stopped = facts.getOrDefault(STOPPED, "false").equals("true");
    resumptions.resume(header.stateDigest(), stopped ? null : facts.getOrDefault(STDOUT, ""));
  }

  private void checkClassPath(Header header) {
    Map<String, String> facts = header.host().more();
    String was = facts.get(CLASS_PATH);
    String wasHere = was == null ? facts.get(CLASS_PATH_HERE) : null;
    if ((was != null && !was.equals(source.digest()))
        || (wasHere != null && !wasHere.equals(source.digestForThisRelease()))) {
      throw new AgentException(
          ExitCode.DATA,
          "class files on the class path are not those that the snapshot was taken with, though none"
              + " of the classes loaded so far has changed; resume with the same files, or begin anew"
              + " with the option fresh");
    }
  }

  private void checkPlatform(Header header) {
    String method = new PlatformDigests(classes).difference(header.classDigests());
    if (method != null) {
      throw new AgentException(
          ExitCode.DATA,
          "the job was stopped inside "
              + method
              + ", which is another method in this JDK ("
              + Runtime.version()
              + "); resume with the JDK "
              + header.host().jvm()
              + ", let it go on to a safe point outside of it, and move it then");
    }
  }

  private void checkArguments(Header header) {
    List<String> was = header.job().arguments();
    if (!was.equals(arguments)) {
      throw new AgentException(
          ExitCode.DATA,
          "the snapshot is of another job: its arguments were "
              + was
              + ", these are "
              + arguments
              + "; start with the same, or begin anew with the option fresh");
    }
  }

  /** Not those of proxies: their statics, reflected methods, are made with them in any JVM. */
  private Collection<Class<?>> applicationClasses() {
    List<Class<?>> own = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (c.getClassLoader() == application
          && !c.isArray()
          && !c.isHidden()
          && !c.getName().startsWith("jdk.random.") // the JDK's, though in 17 of this loader
          && !Proxy.isProxyClass(c)
          && !c.getName().startsWith("dev.cairn.agent.premain.")) {
        own.add(c);
      }
    }
    return own;
  }

  private SnapshotContent content(
      HeapImage image, List<Frame> frames, Position position, boolean interrupted)
      throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    classes.digests().forEach((name, digest) -> digests.put(name, DigestText.write(digest)));
    digests.putAll(new PlatformDigests(classes).of(frames));
    Frame innermost = frames.get(frames.size() - 1);
    FrameInfo at = image.frames().get(frames.size() - 1);
    return new SnapshotContent(
        new JobIdentity(
            launch.jar() != null ? launch.jar() : launch.mainClass(),
            arguments,
            launch.classPath(),
            launch.jvmOptions(),
            launch.directory()),
        plan.toText(),
        digests,
        new Progress(
            position.reached(),
            position.counter(),
            innermost.owner().getName() + "." + innermost.method(),
            at.line()),
        host(position.stopping(), interrupted),
        image);
  }

  /** This JVM, as a snapshot names the one that it was taken in. */
  static String jvm() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
  }

  private HostFacts host(boolean stopping, boolean interrupted) throws IOException {
    SortedMap<String, String> more = modes.facts();
    more.putAll(PipeLedger.facts());
    more.putAll(charsets.facts());
    more.putAll(digests.facts());
    JobClock.settle();
    more.putAll(
        Map.of(
            STDOUT,
            StandardOutput.mark(),
            STOPPED,
            Boolean.toString(stopping),
            INTERRUPTED,
            Boolean.toString(interrupted),
            CLASS_PATH,
            source.digest(),
            "java.home",
            System.getProperty("java.home"),
            "heap.used",
            Long.toString(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())));
    return new HostFacts(
        jvm(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        "",
        System.currentTimeMillis(),
        ProcessHandle.current().pid(),
        more);
  }

  private List<FrameInfo> infos(List<Frame> frames) {
    List<FrameInfo> infos = new ArrayList<>();
    for (Frame f : frames) {
      String owner = f.owner().getName();
      WovenPoint point = classes.info(owner, f.method()).points().get(f.point());
      List<ValueInfo> values = new ArrayList<>();
      for (SavedValue v : point.values()) {
        values.add(
            new ValueInfo(
                v.name(), v.kind(), v.descriptor(), ValueInfo.Role.valueOf(v.role().name())));
      }
      infos.add(
          new FrameInfo(
              ProxyClasses.name(f.owner()),
              f.method(),
              f.point(),
              point.instruction(),
              point.line(),
              classes.sourceFile(owner),
              values));
    }
    return infos;
  }
}
