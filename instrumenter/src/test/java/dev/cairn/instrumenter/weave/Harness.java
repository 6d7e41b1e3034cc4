package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.runtime.Frame;
import dev.cairn.runtime.Job;
import dev.cairn.runtime.Pin;
import dev.cairn.runtime.Woven;
import dev.cairn.runtime.WovenMethod;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Runs a program plain, woven, and stopped at its safe points, over the real runtime. A stop either
 * stays (the same frames are re-entered) or moves: the frames go on in a freshly loaded copy of the
 * woven classes, with the program's unwoven classes shared.
 */
final class Harness {
  /** Stops in one run, of programs that ask much oftener. */
  private static final int STOPPED = 200;

  /** The same with new classes after each. */
  private static final int MOVED = 60;

  private static final Switch SWITCH = new Switch();

  static {
    Woven.install(SWITCH);
  }

  private final Program program;
  private final Map<String, WovenClass> woven;
  private final Map<String, byte[]> wovenBytes = new TreeMap<>();
  private final Map<String, byte[]> sharedBytes = new TreeMap<>();
  private final ClassLoader shared;
  final List<Pin> pins = new ArrayList<>();
  Consumer<List<Frame>> onFrames = frames -> {};
  int moves;
  int stays;

  Harness(Program program) {
    this.program = program;
    this.woven = program.weave();
    program.classes.forEach(
        (name, bytes) -> {
          if (woven.containsKey(name)) {
            wovenBytes.put(name, woven.get(name).bytes());
          } else {
            sharedBytes.put(name, bytes);
          }
        });
    shared = new Bytes(Harness.class.getClassLoader(), sharedBytes);
  }

  Map<String, WovenClass> woven() {
    return woven;
  }

  /** How a run ended. */
  record Outcome(String result, long safePoints) {}

  /** The control and every stop: the whole proof for one program. */
  static Harness prove(Program program) {
    Harness h = new Harness(program);
    h.verify();
    assertThat(h.woven.values()).allSatisfy(w -> assertThat(w.unsupported()).isEmpty());
    h.proveStops(Integer.MAX_VALUE);
    assertThat(h.pins).isEmpty();
    return h;
  }

  /**
   * Stops everywhere and compares; at most {@code most} single stops, and some two hundred in one
   * run.
   */
  void proveStops(int most) {
    String expected = plain();
    Outcome undisturbed = run(n -> false, false);
    assertThat(undisturbed.result()).as("woven, never stopped").isEqualTo(expected);
    long n = undisturbed.safePoints();
    assertThat(n).as("safe points").isPositive();
    long step = Math.max(1, n / most);
    for (long k = 1; k <= n; k += step) {
      long at = k;
      assertThat(run(i -> i == at, false).result()).as("stopped at %d", k).isEqualTo(expected);
      assertThat(run(i -> i == at, true).result()).as("moved at %d", k).isEqualTo(expected);
    }
    long often = 1 + n / STOPPED;
    assertThat(run(i -> i % often == 0, false).result()).as("stopped often").isEqualTo(expected);
    long seldom = 3 + n / MOVED;
    assertThat(run(i -> i % seldom == 0, true).result()).as("moved often").isEqualTo(expected);
  }

  void verify() {
    verify(new Bytes(Harness.class.getClassLoader(), program.classes), program.classes);
    verify(new Bytes(shared, wovenBytes), wovenBytes);
  }

  private void verify(ClassLoader loader, Map<String, byte[]> classes) {
    for (Map.Entry<String, byte[]> e : classes.entrySet()) {
      StringWriter report = new StringWriter();
      CheckClassAdapter.verify(
          new ClassReader(e.getValue()), loader, false, new PrintWriter(report));
      assertThat(report.toString()).as("verifying %s", e.getKey()).isEmpty();
      load(loader, e.getKey()); // and by this JVM's verifier
    }
  }

  String plain() {
    return invoke(load(new Bytes(Harness.class.getClassLoader(), program.classes), program.main));
  }

  /**
   * Runs the woven program.
   *
   * @param stops at which safe points, counted from 1
   * @param move whether to go on in fresh classes, where the frames' objects allow it
   */
  Outcome run(LongPredicate stops, boolean move) {
    Run run = new Run(new Bytes(shared, wovenBytes), stops, move);
    while (true) {
      reset();
      SWITCH.to = run;
      Woven.request = 1;
      try {
        String result = invoke(load(run.loader, program.main));
        if (run.moving == null) {
          return new Outcome(result, Math.max(run.wanted, Woven.reached()));
        }
        ClassLoader fresh = new Bytes(shared, wovenBytes);
        copyStatics(run.loader, fresh);
        run.resume = translate(run.moving, fresh);
        run.moving = null;
        run.loader = fresh;
      } finally {
        Woven.request = 0;
        SWITCH.to = null;
      }
    }
  }

  /** Runs {@code Main.run} of classes whose initialisers are guarded. */
  static String runGuarded(Map<String, byte[]> classes, Predicate<String> restored) {
    SWITCH.restored = restored;
    try {
      return invoke(load(new Bytes(Harness.class.getClassLoader(), classes), "Main"));
    } finally {
      SWITCH.restored = name -> false;
    }
  }

  /** Runs the woven program with no request ever pending. */
  Outcome idle() {
    reset();
    Woven.request = 0;
    SWITCH.to = new Run(new Bytes(shared, wovenBytes), n -> false, false);
    try {
      return new Outcome(invoke(load(new Bytes(shared, wovenBytes), program.main)), 0);
    } finally {
      SWITCH.to = null;
    }
  }

  private static List<Frame> translate(List<Frame> frames, ClassLoader loader) {
    List<Frame> result = new ArrayList<>();
    for (Frame f : frames) {
      Frame g = new Frame(load(loader, f.owner().getName()), f.method(), f.point());
      for (int i = 0; i < f.size(); i++) {
        if (f.kind(i) != 'L') {
          g.pushWord(f.kind(i), f.word(i));
        } else if (f.ref(i) instanceof Class<?> c
            && c.getClassLoader() == f.owner().getClassLoader()) {
          g.push(load(loader, c.getName()));
        } else {
          g.push(f.ref(i));
        }
      }
      result.add(g);
    }
    return result;
  }

  /** What the snapshot does in earnest. */
  private void copyStatics(ClassLoader from, ClassLoader to) {
    for (String name : wovenBytes.keySet()) {
      for (Field f : load(from, name).getDeclaredFields()) {
        if ((f.getModifiers() & java.lang.reflect.Modifier.STATIC) != 0
            && (f.getModifiers() & java.lang.reflect.Modifier.FINAL) == 0) {
          try {
            f.setAccessible(true);
            Field g = load(to, name).getDeclaredField(f.getName());
            g.setAccessible(true);
            g.set(null, f.get(null));
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        }
      }
    }
  }

  private static boolean movable(List<Frame> frames, ClassLoader loader) {
    for (Frame f : frames) {
      for (int i = 0; i < f.size(); i++) {
        if (f.kind(i) == 'L'
            && f.ref(i) != null
            && !(f.ref(i) instanceof Class)
            && f.ref(i).getClass().getClassLoader() == loader) {
          return false;
        }
      }
    }
    return true;
  }

  private static String invoke(Class<?> main) {
    try {
      Method m = main.getDeclaredMethod("run");
      m.setAccessible(true);
      return (String) m.invoke(null);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Moving) {
        return "moving";
      }
      if (e.getCause() instanceof Broken b) {
        throw b;
      }
      if (e.getCause() instanceof LinkageError b) {
        throw b;
      }
      if (e.getCause() instanceof IllegalStateException b) {
        throw new AssertionError(b);
      }
      return "thrown " + e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static Class<?> load(ClassLoader loader, String name) {
    try {
      return Class.forName(name.replace('/', '.'), true, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The runtime serves one job per JVM; a test has many. */
  private static void reset() {
    set("thread", null);
    set("reached", 0L);
    set("saving", null);
    set("saved", new ArrayList<>());
    set("prepared", List.of());
    set("waiting", new ArrayList<>());
    set("delivery", null);
    set("reentering", false);
    set("calledAgain", false);
    Woven.unwinding = false;
  }

  private static void set(String field, Object value) {
    try {
      Field f = Woven.class.getDeclaredField(field);
      f.setAccessible(true);
      f.set(null, value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Moving extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Broken extends Error {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  /** Defines classes from bytes; verified as any class of an application. */
  static final class Bytes extends ClassLoader {
    private final Map<String, byte[]> classes;

    Bytes(ClassLoader parent, Map<String, byte[]> classes) {
      super(parent);
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public java.io.InputStream getResourceAsStream(String name) {
      byte[] bytes =
          name.endsWith(".class") ? classes.get(name.substring(0, name.length() - 6)) : null;
      return bytes == null
          ? super.getResourceAsStream(name)
          : new java.io.ByteArrayInputStream(bytes);
    }
  }

  /** One run's job. */
  private final class Run implements Job {
    private final LongPredicate stops;
    private final boolean move;
    ClassLoader loader;
    List<Frame> resume;
    List<Frame> moving;
    long wanted;

    Run(ClassLoader loader, LongPredicate stops, boolean move) {
      this.loader = loader;
      this.stops = stops;
      this.move = move;
    }

    @Override
    public List<Frame> enter(String root, Object[] arguments) {
      assertThat(root).isEqualTo(program.main.replace('/', '.') + "." + Program.ROOT);
      List<Frame> frames = resume;
      resume = null;
      return frames;
    }

    @Override
    public boolean wanted(String method, int point, long counter) {
      return stops.test(++wanted);
    }

    @Override
    public void pinned(Pin pin) {
      pins.add(pin);
    }

    @Override
    public void unwound(List<Frame> frames) {
      List<Frame> inner = new ArrayList<>(frames);
      assertShape(inner);
      onFrames.accept(inner);
      if (move && movable(inner, loader)) {
        moves++;
        moving = inner;
        throw new Moving();
      }
      stays++;
    }

    /** What a frame holds is what the weaver said it would. */
    private void assertShape(List<Frame> frames) {
      for (Frame f : frames) {
        List<SavedValue> values =
            info(f.owner().getName().replace('.', '/'), f.method())
                .points()
                .get(f.point())
                .values();
        assertThat(f.size()).as(f.toString()).isEqualTo(values.size());
        for (int i = 0; i < f.size(); i++) {
          assertThat(f.kind(i)).isEqualTo(values.get(i).kind());
        }
      }
    }

    @Override
    public WovenMethod woven(Class<?> owner, String name, String descriptor) {
      WovenClass c = woven.get(owner.getName().replace('.', '/'));
      if (c == null) {
        return null;
      }
      for (WovenMethodInfo m : c.methods()) {
        if (m.key().equals(name + descriptor)
            || (m.cloneName().equals(name) && m.cloneDescriptor().equals(descriptor))) {
          return new WovenMethod(m.key(), m.root(), m.checkedCalls());
        }
      }
      return null;
    }

    private WovenMethodInfo info(String owner, String key) {
      return woven.get(owner).methods().stream()
          .filter(m -> m.key().equals(key))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public MethodHandle clone(Class<?> owner, String key) {
      WovenMethodInfo m = info(owner.getName().replace('.', '/'), key);
      try {
        MethodType type =
            MethodType.fromMethodDescriptorString(m.cloneDescriptor(), owner.getClassLoader());
        MethodHandle h =
            MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .findStatic(owner, m.cloneName(), type);
        int extra = type.parameterCount() - 1;
        return extra == 0 ? h : MethodHandles.insertArguments(h, 1, new Object[extra]);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void putFinal(Object target, Class<?> owner, String field, Object value) {
      Finals.put(target, owner, field, value);
    }

    @Override
    public boolean restored(String className) {
      return false;
    }

    @Override
    public Error broken(String what) {
      return new Broken(what);
    }
  }

  /** Installed once; hands on to the run of the moment. */
  private static final class Switch implements Job {
    Job to;
    Predicate<String> restored = name -> false;

    @Override
    public List<Frame> enter(String root, Object[] arguments) {
      return to == null ? null : to.enter(root, arguments);
    }

    @Override
    public boolean wanted(String method, int point, long counter) {
      return to.wanted(method, point, counter);
    }

    @Override
    public void pinned(Pin pin) {
      to.pinned(pin);
    }

    @Override
    public void unwound(List<Frame> frames) {
      to.unwound(frames);
    }

    @Override
    public WovenMethod woven(Class<?> owner, String name, String descriptor) {
      return to.woven(owner, name, descriptor);
    }

    @Override
    public MethodHandle clone(Class<?> owner, String method) {
      return to.clone(owner, method);
    }

    @Override
    public void putFinal(Object target, Class<?> owner, String field, Object value) {
      to.putFinal(target, owner, field, value);
    }

    @Override
    public boolean restored(String className) {
      return restored.test(className);
    }

    @Override
    public Error broken(String what) {
      return new Broken(what);
    }
  }
}
