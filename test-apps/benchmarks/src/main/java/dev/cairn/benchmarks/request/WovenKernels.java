package dev.cairn.benchmarks.request;

import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassSource;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.Planner;
import dev.cairn.instrumenter.weave.NotWeavableException;
import dev.cairn.instrumenter.weave.Weaver;
import dev.cairn.instrumenter.weave.WovenClass;
import dev.cairn.instrumenter.weave.WovenMethodInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Defines the kernels' classes, woven by the plan that the agent would make. */
final class WovenKernels extends ClassLoader {
  static final String PACKAGE = "dev.cairn.benchmarks.kernels.";
  static final String ROOT = PACKAGE + "Endless";

  private final Plan plan;
  private final Map<String, WovenMethodInfo> methods = new ConcurrentHashMap<>();

  WovenKernels() {
    super(WovenKernels.class.getClassLoader());
    plan = Planner.plan(new Files(), ROOT, ROOT + "#run", null);
  }

  /** The method of this key, or whose clone has this name and descriptor; null: not woven. */
  @Nullable WovenMethodInfo method(Class<?> owner, String key) {
    return owner.getClassLoader() == this ? methods.get(owner.getName() + "." + key) : null;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null || !name.startsWith(PACKAGE)) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      byte[] bytes = bytes(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] given = weave(name, bytes);
      return defineClass(name, given, 0, given.length);
    }
  }

  private byte[] weave(String name, byte[] bytes) {
    if (plan.forClass(name.replace('.', '/')).isEmpty()) {
      return bytes;
    }
    try {
      WovenClass woven =
          Weaver.weave(bytes, plan.forClass(name.replace('.', '/')), plan.poll(), new Unasked());
      if (!woven.unsupported().isEmpty()) {
        throw new IllegalStateException(woven.unsupported().toString());
      }
      for (WovenMethodInfo m : woven.methods()) {
        methods.put(name + "." + m.key(), m);
        methods.put(name + "." + m.cloneName() + m.cloneDescriptor(), m);
      }
      return woven.bytes();
    } catch (NotWeavableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte @Nullable [] bytes(String internalName) {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the planner reads: the kernels. */
  private static final class Files implements ClassSource {
    private static final List<String> NAMES =
        List.of(
            "Endless",
            "Kernels",
            "Kernel",
            "Passes",
            "Once",
            "Bodies",
            "Stencil",
            "Matrices",
            "MatMulOuter",
            "MatMulMiddle",
            "MatMulInner",
            "Calls",
            "Locals",
            "Handlers",
            "Axpy");

    @Override
    public Collection<String> applicationClasses() {
      return NAMES.stream().map(n -> (PACKAGE + n).replace('.', '/')).toList();
    }

    @Override
    public byte @Nullable [] bytes(String internalName) {
      return WovenKernels.bytes(internalName);
    }
  }

  /** Only class files older than version 50 make the weaver ask. */
  private static final class Unasked implements TypeHierarchy {
    @Override
    public @Nullable String superName(String internalName) {
      throw new AssertionError("asked for the superclass of " + internalName);
    }

    @Override
    public boolean isInterface(String internalName) {
      throw new AssertionError("asked whether " + internalName + " is an interface");
    }
  }
}
