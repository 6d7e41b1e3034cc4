package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.OwnHalt;
import dev.cairn.agent.Say;
import dev.cairn.agent.files.JobFiles;
import dev.cairn.agent.jdk.DecimalHook;
import dev.cairn.agent.jdk.ExitHooks;
import dev.cairn.agent.jdk.IoHooks;
import dev.cairn.agent.jdk.JdkHooks;
import dev.cairn.agent.jdk.JdkInside;
import dev.cairn.agent.jdk.JdkTreatment;
import dev.cairn.agent.jdk.JobThreads;
import dev.cairn.agent.jdk.LaunchHook;
import dev.cairn.agent.jdk.MemberHook;
import dev.cairn.agent.jdk.NativeAccess;
import dev.cairn.agent.jdk.Perturbation;
import dev.cairn.agent.jdk.StartHook;
import dev.cairn.agent.jdk.StopSignals;
import dev.cairn.agent.jdk.TraceHook;
import dev.cairn.agent.jdk.TreatedClasses;
import dev.cairn.agent.jdk.WalkHook;
import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.options.AgentOptions;
import dev.cairn.agent.options.LoopsFile;
import dev.cairn.agent.weave.ApplicationClasses;
import dev.cairn.agent.weave.ClassFileHierarchy;
import dev.cairn.agent.weave.JobTransformer;
import dev.cairn.agent.weave.LoaderClasses;
import dev.cairn.agent.weave.PlatformTransformer;
import dev.cairn.agent.weave.WovenClasses;
import dev.cairn.instrumenter.determinism.Treatments;
import dev.cairn.instrumenter.plan.LoopSpecException;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.Planner;
import dev.cairn.instrumenter.plan.PollKind;
import dev.cairn.instrumenter.plan.RootException;
import dev.cairn.instrumenter.weave.Preview;
import dev.cairn.runtime.Ending;
import dev.cairn.runtime.IdentityHash;
import dev.cairn.runtime.InputUse;
import dev.cairn.runtime.JobSeeds;
import dev.cairn.runtime.Woven;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.format.Zstd;
import dev.cairn.snapshot.heap.Capture;
import dev.cairn.snapshot.heap.HeapAccess;
import dev.cairn.snapshot.heap.JobHashes;
import dev.cairn.snapshot.heap.JobLoaders;
import dev.cairn.snapshot.heap.Restore;
import dev.cairn.snapshot.heap.SetOrder;
import dev.cairn.snapshot.store.Disk;
import dev.cairn.snapshot.store.Done;
import dev.cairn.snapshot.store.GenerationStore;
import dev.cairn.snapshot.store.Newest;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the agent together for one job: decides between C0 and resuming, plans, installs. */
public final class JobAssembly {
  private final AgentOptions options;
  private final Launch launch;
  private final Instrumentation instrumentation;
  private final Say say;

  /** Open as long as classes are woven, which is as long as the JVM lives. */
  private final ApplicationClasses source;

  private final @Nullable Surroundings surroundings;

  private final ClassLoader application = ClassLoader.getSystemClassLoader();

  private JobAssembly(
      AgentOptions options, Launch launch, File agent, Instrumentation instrumentation, Say say) {
    this.options = options;
    this.launch = launch;
    this.instrumentation = instrumentation;
    this.say = say;
    this.source = new ApplicationClasses(launch.classPath());
    this.surroundings = options.plans() == null ? null : Surroundings.of(launch, agent);
  }

  /** Readies this JVM; ends it where the job is done already, or only its plan is wanted. */
  public static void assemble(
      AgentOptions options, Launch launch, File agent, Instrumentation instrumentation, Say say) {
    new JobAssembly(options, launch, agent, instrumentation, say).assemble();
  }

  private void assemble() {
    HeapAccess heap = HeapAccess.open(instrumentation);
    if (options.explain()) {
      Plan plan = plan(new PlanCache(null));
      say.block(plan.withNotes(Preview.of(plan, source, new ClassFileHierarchy(source))).explain());
      OwnHalt.halt(0);
    }
    JobScan scan = new JobScan(options, launch, source, say);
    if (options.scan() != null) {
      OwnHalt.halt(
          scan.print(
              JobModes.fresh(options, launch),
              options.loops() == null
                  ? Map.of()
                  : plan(new PlanCache(options.plans())).wovenMethods()));
    }
    Path dir =
        options.dir() != null
            ? options.dir()
            : Path.of("cairn-checkpoints", launch.shortName()).toAbsolutePath();
    NativeAccess.loadUnheard(JdkInside.lookup(), Zstd::load);
    Path chunks = options.chunks() != null ? options.chunks() : dir.resolve("chunks");
    GenerationStore store =
        GenerationStore.open(dir, options.keep(), chunks, options.compress(), Disk.real());
    JobSnapshots.Origin origin = origin(store);
    JobFiles files = files(store, chunks, origin);
    JobModes modes =
        origin == null
            ? JobModes.fresh(options, launch)
            : JobModes.ofSnapshot(origin.file(), origin.header(), options);
    WovenClasses classes =
        new WovenClasses(
            application,
            JdkInside.lookup(),
            origin == null ? Set.of() : Set.copyOf(origin.header().initialised()));
    TreatedClasses treated =
        TreatedClasses.of(
            options.plans(),
            surroundings == null
                ? null
                : surroundings.key(
                    modes.modes() + (DecimalHook.isWanted(modes.release()) ? " decimals" : "")));
    treatJdk(heap, modes, classes, treated); // while there is little that could follow other hashes
    Plan plan = origin == null ? plan(new PlanCache(options.plans())) : planOf(origin.header());
    if (isMain(plan.root())) {
      classes.suppressInitialisers(); // the main class's own runs before the root is entered
    }
    if (options.strict()) {
      scan.refuseUntreated(modes, plan);
    }
    if (modes.recordedClock()) {
      RecordedClock.install(store.directory(), origin == null, options.replay());
    }
    StateDigests digests = StateDigests.of(options, origin, store.directory());
    boolean exact = options.countsExactly() || digests.every() > 0;
    install(
        plan, classes, modes, exact, origin == null ? Map.of() : origin.header().classDigests());

    Report report = new Report();
    Refusals refusals = new Refusals(say, options.remind());
    Requests requests = new Requests(options);
    Finish finish =
        new Finish(
            say,
            report,
            refusals,
            options.report(),
            (code, failure) -> {
              store.markDone(done(code, report));
              files.forget();
              PipeLedger.forget(store.directory());
            },
            OwnHalt::halt);
    JobThreads threads = new JobThreads(JobAssembly.class.getClassLoader());
    JobSnapshots snapshots =
        new JobSnapshots(
            launch,
            plan,
            classes,
            store,
            files,
            new Capture(heap, application),
            new Restore(heap, application),
            instrumentation,
            application,
            origin,
            modes,
            source,
            threads,
            (from) ->
                PipeLedger.follow(
                    store.directory(),
                    command(),
                    from,
                    options.resume() == null,
                    options.piped(),
                    say),
            digests,
            say);
    RunningJob job =
        new RunningJob(
            say,
            classes,
            snapshots,
            requests,
            new Goals(options, digests.every()),
            refusals,
            report,
            threads,
            finish,
            exact);
    Control control =
        new Control(
            requests,
            refusals,
            finish,
            job,
            new Progress(say, report, options.progress()),
            this::digestClassPath,
            new IntervalFile(options.everyFrom(), say),
            say);
    Runnable ended = () -> ended(finish, job, files);
    Ending.watch(Thread.currentThread(), ended);
    JdkInside.lastShutdownHook(ended);
    StopSignals.install(control::stop, say::line);
    Woven.install(job);
    if (options.perturb() != null) {
      Perturbation.perturb(options.perturb());
    }
    control.start();
    watchFiles(store, origin, files);
    treated.release();
  }

  /** A snapshot asks again, and finds it, or tells why it can't be had. */
  private void digestClassPath() {
    try {
      String unused = source.digest();
    } catch (UncheckedIOException e) {
      return;
    }
  }

  /** The job's files, as they were at the origin. */
  private JobFiles files(GenerationStore store, Path chunks, JobSnapshots.@Nullable Origin origin) {
    List<Path> own = new ArrayList<>(List.of(chunks));
    if (options.report() != null) {
      own.add(options.report());
      own.add(Report.aside(options.report()));
    }
    JobFiles files = new JobFiles(store.directory(), own, command(), say);
    if (options.fresh()) {
      files.forget();
    } else if (origin == null || store.directory().equals(origin.file().getParent())) {
      files.goBackTo(origin == null ? 0 : origin.header().generation());
    }
    return files;
  }

  private static void ended(Finish finish, RunningJob job, JobFiles files) {
    job.settle(); // what is being written belongs to the job's files until it is forgotten
    finish.done(job.reached());
    if (Woven.thread() == null) {
      files.forget(); // no job, nothing to go back to
    }
  }

  /** The last step: what happens to files and standard streams from here on is the job's doing. */
  private void watchFiles(
      GenerationStore store, JobSnapshots.@Nullable Origin origin, JobFiles files) {
    if (origin == null) {
      new Resumptions(store.directory(), say).start(command(), !options.fresh());
      PipeLedger.follow(store.directory(), command(), null, !options.fresh(), options.piped(), say);
    }
    InputUse.watch();
    files.watch(store.newestNumber());
  }

  /** The program and its arguments. */
  private static String command() {
    return System.getProperty("sun.java.command", "");
  }

  private Done done(int code, Report report) {
    Report.Snapshot last = report.last();
    return new Done(code, last == null ? null : last.digest(), System.currentTimeMillis());
  }

  /** What to go on from, or null to begin at C0. */
  private JobSnapshots.@Nullable Origin origin(GenerationStore store) {
    if (options.fresh()) {
      store.startFresh();
      return null;
    }
    Path file = options.resume();
    if (file != null) {
      return checked(new JobSnapshots.Origin(file, SnapshotFile.check(file)));
    }
    Done done = store.done();
    if (done != null) {
      say.line(
          "the job in "
              + store.directory()
              + " has finished with exit code "
              + done.exit()
              + "; it is not run again (option fresh begins anew)");
      OwnHalt.halt(done.exit());
    }
    Newest newest = store.newestGood();
    newest.skipped().forEach(s -> say.line("passed over: " + s));
    if (newest.generation() == null || newest.header() == null) {
      if (!newest.skipped().isEmpty()) {
        throw new AgentException(
            ExitCode.DATA,
            "no generation in "
                + store.directory()
                + " is whole; bring one from a copy, or begin anew with the option fresh");
      }
      return null;
    }
    return checked(new JobSnapshots.Origin(newest.generation().file(), newest.header()));
  }

  private JobSnapshots.Origin checked(JobSnapshots.Origin origin) {
    Header header = origin.header();
    String main = launch.jar() != null ? launch.jar() : launch.mainClass();
    String was = header.job().main();
    // A jar may have been moved with the job: its name and its classes' digests decide.
    if (!Path.of(was).getFileName().equals(Path.of(main).getFileName())) {
      throw new AgentException(
          ExitCode.DATA,
          origin.file()
              + " is a snapshot of another job: of "
              + was
              + ", and this is "
              + main
              + "; give another dir, or begin anew with the option fresh");
    }
    HostCharsets.ofThisJvm().refuseOthers(origin, options.accept());
    return origin;
  }

  /** The job's; where it comes from another JVM, with what this one's JDK does in its own way. */
  private Plan planOf(Header header) {
    Plan plan = Plan.parse(header.plan());
    if (header.host().jvm().equals(JobSnapshots.jvm())) {
      return plan;
    }
    Plan.Root root = plan.root();
    return plan.withPlatformOf(
        plan(
            new PlanCache(options.plans()),
            isMain(root) ? null : root.className().replace('/', '.') + "#" + root.method(),
            plan.spec().equals(Planner.DEFAULT_SPEC) ? null : plan.spec()));
  }

  private boolean isMain(Plan.Root root) {
    return root.className().replace('/', '.').equals(launch.mainClass())
        && root.method().startsWith("main(");
  }

  private Plan plan(PlanCache cache) {
    return plan(cache, options.root(), LoopsFile.resolve(options.loops()));
  }

  /** Whether it was made before or is made now draws no number that the job would have got. */
  private Plan plan(PlanCache cache, @Nullable String root, @Nullable String loops) {
    boolean was = IdentityHash.suspend();
    try {
      return cache.plan(
          new PlanKey(surroundings, source.contents(), launch.mainClass(), root, loops),
          () -> Planner.plan(source, launch.mainClass(), root, loops));
    } catch (LoopSpecException | RootException e) {
      throw new AgentException(ExitCode.CONFIG, String.valueOf(e.getMessage()), e);
    } finally {
      IdentityHash.resume(was);
    }
  }

  /** What of the JDK the job sees becomes the job's. */
  private void treatJdk(
      HeapAccess heap, JobModes modes, WovenClasses classes, TreatedClasses treated) {
    JobSeeds.install(
        modes.seed(),
        modes.derivedSecureRandom(),
        () ->
            say.line(
                "random generators without a seed draw from the job's: seed="
                    + modes.seed()
                    + "; another seed gives other numbers, seed=random new ones in each run"));
    SetOrder.followSeed(instrumentation);
    JdkInside.openUnsafe(instrumentation, IdentityHash.class.getModule());
    List<JdkHooks> hooks =
        new ArrayList<>(
            List.of(
                new ExitHooks(),
                new MemberHook(),
                new WalkHook(),
                new TraceHook(),
                new LaunchHook(),
                new IoHooks(),
                new StartHook()));
    if (DecimalHook.isWanted(modes.release())) {
      hooks.add(new DecimalHook());
    }
    JdkTreatment.install(
        instrumentation,
        application,
        modes.modes(),
        hooks,
        treated,
        (name, why) -> classes.failed(name, String.valueOf(why)));
    if (modes.jobHashes()) {
      JobHashes.begin(heap, JdkInside.lookup(), application);
    }
  }

  private void install(
      Plan plan, WovenClasses classes, JobModes modes, boolean exact, Map<String, String> digests) {
    Treatments treatments = new Treatments(modes.modes());
    PollKind poll = exact ? PollKind.EXACT : PollKind.AUTOMATIC;
    instrumentation.addTransformer(
        new JobTransformer(
            application,
            plan,
            poll,
            treatments,
            new ClassFileHierarchy(source),
            classes,
            digests,
            say,
            OwnHalt::halt),
        false);
    LoaderClasses own =
        new LoaderClasses(instrumentation, application, JdkInside.lookup(), !digests.isEmpty());
    JobLoaders.install(own);
    instrumentation.addTransformer(own, false);
    PlatformTransformer.install(plan, treatments, source, classes, instrumentation, say);
  }
}
