package dev.cairn.benchmarks.request;

import dev.cairn.instrumenter.weave.SavedValue;
import dev.cairn.instrumenter.weave.WovenMethodInfo;
import dev.cairn.runtime.Frame;
import dev.cairn.runtime.Job;
import dev.cairn.runtime.Pin;
import dev.cairn.runtime.Woven;
import dev.cairn.runtime.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives its frames whenever it is asked, notes when, and goes on from them. */
final class AskedJob implements Job {
  /**
   * Processor time of the job's thread when it took the slow path, and when its frames were saved.
   */
  record Saved(long reached, long saved) {}

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final WovenKernels classes;
  private final Map<String, MethodHandle> clones = new ConcurrentHashMap<>();
  private long reached;
  private volatile @Nullable Saved saved;

  AskedJob(WovenKernels classes) {
    this.classes = classes;
  }

  /** What became of the last request, once; null as long as nothing has. */
  @Nullable Saved take() {
    Saved s = saved;
    saved = null;
    return s;
  }

  private static long now() {
    return CLOCK.getCurrentThreadCpuTime();
  }

  @Override
  public boolean wanted(String method, int point, long counter) {
    reached = now();
    Woven.request = 0;
    return true;
  }

  @Override
  public void unwound(List<Frame> frames) {
    saved = new Saved(reached, now());
  }

  @Override
  public @Nullable List<Frame> enter(String root, Object[] arguments) {
    return null;
  }

  @Override
  public void pinned(Pin pin) {
    throw new IllegalStateException(pin.toString());
  }

  @Override
  public @Nullable WovenMethod woven(Class<?> owner, String name, String descriptor) {
    WovenMethodInfo m = classes.method(owner, name + descriptor);
    return m == null ? null : new WovenMethod(m.key(), m.root(), m.checkedCalls());
  }

  @Override
  public MethodHandle clone(Class<?> owner, String key) {
    return clones.computeIfAbsent(owner.getName() + "." + key, k -> find(owner, key));
  }

  private MethodHandle find(Class<?> owner, String key) {
    WovenMethodInfo m = info(owner, key);
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

  private WovenMethodInfo info(Class<?> owner, String key) {
    WovenMethodInfo m = classes.method(owner, key);
    if (m == null) {
      throw new IllegalStateException(owner.getName() + "." + key + " is not woven");
    }
    return m;
  }

  @Override
  public boolean holdsMonitors(Frame frame) {
    return info(frame.owner(), frame.method()).points().get(frame.point()).values().stream()
        .anyMatch(v -> v.role() == SavedValue.Role.MONITOR);
  }

  @Override
  public void putFinal(Object target, Class<?> owner, String field, @Nullable Object value) {
    throw new IllegalStateException("a constructor is on the stack: " + owner);
  }

  @Override
  public boolean restored(String className) {
    return false;
  }

  @Override
  public Error broken(String what) {
    return new AssertionError(what);
  }
}
