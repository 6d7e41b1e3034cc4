package dev.cairn.fuzz.run;

import dev.cairn.instrumenter.weave.SavedValue;
import dev.cairn.instrumenter.weave.WovenMethodInfo;
import dev.cairn.runtime.Frame;
import dev.cairn.runtime.Job;
import dev.cairn.runtime.Pin;
import dev.cairn.runtime.WovenMethod;
import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.heap.FinalFields;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of a woven program, from its beginning to its end through all its moves. */
final class Run implements Job {
  private final WovenProgram program;
  private final Stops stops;
  private Classes classes;

  /** Names of the classes initialised in this run's former lives, while it comes back. */
  private final Set<String> restored = new HashSet<>();

  private final Map<String, MethodHandle> clones = new HashMap<>();

  /** Where the job is on its way to other classes. */
  private Path snapshot;

  private long reached;
  private long snapshots;
  private Failure failure;

  private Run(WovenProgram program, Stops stops) {
    this.program = program;
    this.stops = stops;
    this.classes = new Classes(program.files());
  }

  /** How a run ended: what it gave, after how many safe points. */
  record Outcome(String result, long safePoints, long snapshots) {}

  /** Runs with no request pending. */
  static String idle(WovenProgram program) throws Failure {
    Run run = new Run(program, Stops.named("idle", n -> Stops.Act.PASS));
    return run.life(false);
  }

  /** Runs and stops. */
  static Outcome stopped(WovenProgram program, Stops stops) throws Failure {
    Run run = new Run(program, stops);
    String result = run.life(true);
    while (run.snapshot != null) {
      if (stops.at(run.reached) == Stops.Act.MOVE) {
        run.classes = new Classes(program.files());
        run.clones.clear();
      }
      result = run.life(true);
    }
    return new Outcome(result, run.reached, run.snapshots);
  }

  private String life(boolean requested) throws Failure {
    OneJob.begin(this, requested);
    try {
      return Lives.run(classes);
    } finally {
      if (failure != null) {
        throw failure; // it tells more than what came of it
      }
    }
  }

  private void fails(Failure.What what, Throwable t) {
    if (failure == null) {
      failure = new Failure(what, t);
    }
  }

  @Override
  public List<Frame> enter(String root, Object[] arguments) {
    if (snapshot == null) {
      return null;
    }
    Path from = snapshot;
    snapshot = null;
    try {
      return Snapshots.read(from, classes);
    } catch (RuntimeException | Error e) {
      fails(Failure.What.REFUSED, e);
      throw e;
    }
  }

  @Override
  public boolean wanted(String method, int point, long counter) {
    return stops.at(++reached) != Stops.Act.PASS;
  }

  @Override
  public void pinned(Pin pin) {
    fails(Failure.What.PINNED, new IllegalStateException(pin.toString()));
  }

  @Override
  public void unwound(List<Frame> frames) {
    if (!Stops.saved(stops.at(reached))) {
      return;
    }
    try {
      snapshot = Snapshots.write(program, frames, classes);
      snapshots++;
    } catch (NotCapturableException e) {
      fails(Failure.What.REFUSED, e);
      throw e;
    }
    classes.defined().forEach(c -> restored.add(c.getName()));
    throw new Lives.Moving();
  }

  @Override
  public WovenMethod woven(Class<?> owner, String name, String descriptor) {
    WovenMethodInfo m =
        owner.getClassLoader() == classes ? program.method(owner, name + descriptor) : null;
    return m == null ? null : new WovenMethod(m.key(), m.root(), m.checkedCalls());
  }

  @Override
  public MethodHandle clone(Class<?> owner, String key) {
    return clones.computeIfAbsent(owner.getName() + "." + key, k -> find(owner, key));
  }

  private MethodHandle find(Class<?> owner, String key) {
    WovenMethodInfo m = program.method(owner, key);
    try {
      MethodType type = MethodType.fromMethodDescriptorString(m.cloneDescriptor(), classes);
      MethodHandle clone =
          MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
              .findStatic(owner, m.cloneName(), type);
      return MethodHandles.insertArguments(clone, 1, new Object[type.parameterCount() - 1]);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean holdsMonitors(Frame frame) {
    return program
        .method(frame.owner(), frame.method())
        .points()
        .get(frame.point())
        .values()
        .stream()
        .anyMatch(v -> v.role() == SavedValue.Role.MONITOR);
  }

  @Override
  public void putFinal(Object target, Class<?> owner, String field, Object value) {
    FinalFields.put(target, owner, field, value);
  }

  @Override
  public boolean restored(String className) {
    return restored.contains(className);
  }

  @Override
  public Error broken(String what) {
    Error e = new AssertionError(what);
    fails(Failure.What.BROKEN, e);
    return e;
  }
}
