package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import dev.cairn.annotations.CheckpointLoop;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Classes that loaders of the program's own define at run time: several of one name, one that comes
 * late, one that is a loader itself; loaders by parent first and by child first, and by place. They
 * tell how often they were asked, which a resumed job must not change.
 */
public final class OwnLoaders {
  private static final String PLUGIN = OwnLoaders.class.getName() + "$Plugin";

  private OwnLoaders() {}

  public static void main(String[] args) throws Exception {
    ChildFirst first = new ChildFirst("first", OwnLoaders.class.getClassLoader());
    ChildFirst second = new ChildFirst(null, first);
    Old old = new Old();
    ClassLoader byPlace =
        new URLClassLoader("by place", new URL[] {place()}, ClassLoader.getPlatformClassLoader());

    List<LongUnaryOperator> plugins = new ArrayList<>();
    for (ClassLoader loader : List.of(first, second, old, byPlace)) {
      plugins.add((LongUnaryOperator) make(loader, PLUGIN));
    }
    Map<Class<?>, String> byClass = new HashMap<>();
    Map<ClassLoader, String> byLoader = new HashMap<>();
    for (LongUnaryOperator p : plugins) {
      byClass.put(p.getClass(), p.getClass().getClassLoader().getName());
      byLoader.put(p.getClass().getClassLoader(), p.getClass().getName());
    }
    Object[] array = (Object[]) java.lang.reflect.Array.newInstance(plugins.get(1).getClass(), 2);
    array[1] = plugins.get(1);

    long sum = 7;
    for (@CheckpointLoop int i = 0; i < 12; i++) {
      for (LongUnaryOperator p : plugins) {
        sum = sum * 31 + f(i) + p.applyAsLong(i);
      }
      if (i == 8) {
        first.loadClass(PLUGIN + "NeverMade");
      }
    }
    System.out.println("sum " + sum);
    for (LongUnaryOperator p : plugins) {
      Class<?> c = p.getClass();
      System.out.println(
          p
              + " of "
              + byClass.get(c)
              + ", "
              + (c.getClassLoader().loadClass(c.getName()) == c)
              + (c == Plugin.class)
              + byLoader.containsKey(c.getClassLoader())
              + " in "
              + (c.getProtectionDomain() == OwnLoaders.class.getProtectionDomain())
              + c.getProtectionDomain().getCodeSource().getLocation().equals(place())
              + " "
              + (c.getPackage() == c.getClassLoader().getDefinedPackage("dev.cairn.targets"))
              + " "
              + (c.getField("title").get(null) == "the plug-in's"));
    }
    System.out.println(array.getClass().getComponentType() == plugins.get(1).getClass());
    System.out.println(first.asked + " " + second.asked + " " + old.asked);
    System.out.println(first.lock("x") != first && old.lock("x") == old);
    System.out.println(plugins.get(0).getClass().getClassLoader().getName() + Plugin.made);
    try {
      array[0] = plugins.get(0);
    } catch (ArrayStoreException e) {
      System.out.println("of another loader");
    }
  }

  private static URL place() {
    return OwnLoaders.class.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Object make(ClassLoader loader, String name) throws Exception {
    return loader.loadClass(name).getConstructor().newInstance();
  }

  /** A class file, as it lies beside this class's own. */
  public static byte[] read(String name) throws ClassNotFoundException {
    String file = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = OwnLoaders.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** Its own copies of the plug-in's classes come first. */
  public static final class ChildFirst extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final List<String> asked = new ArrayList<>();

    ChildFirst(String name, ClassLoader parent) {
      super(name, parent);
    }

    Object lock(String name) {
      return getClassLoadingLock(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        asked.add(name.substring(name.lastIndexOf('.') + 1));
        if (!name.startsWith(PLUGIN) || (getName() == null && name.endsWith("Shared"))) {
          return super.loadClass(name, resolve);
        }
        Class<?> c = findLoadedClass(name);
        if (c == null) {
          byte[] b = read(name);
          c = defineClass(name, b, 0, b.length, OwnLoaders.class.getProtectionDomain());
        }
        return c;
      }
    }
  }

  /** As loaders were written before there was {@code findClass}. */
  public static final class Old extends ClassLoader {
    private int asked;

    Object lock(String name) {
      return getClassLoadingLock(name);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      asked++;
      if (!name.startsWith(PLUGIN)) {
        return OwnLoaders.class.getClassLoader().loadClass(name);
      }
      Class<?> c = findLoadedClass(name);
      byte[] b = read(name);
      return c != null
          ? c
          : defineClass(name, b, 0, b.length, OwnLoaders.class.getProtectionDomain());
    }
  }

  /** What the plug-ins have in common; one loader gets it from its parent. */
  public static class PluginShared {
    public static long calls;
  }

  /** Made by several loaders. */
  public static class Plugin extends PluginShared implements LongUnaryOperator {
    public static final Object title = "the plug-in's";
    static int made = 0;
    private static final double[] WEIGHTS = {0.5, 0.25};
    private static boolean late;
    private final int number = ++made;
    private PluginNest nest;
    private PluginNeverMade never; // its class is loaded by nobody else for long

    static {
      made += 10;
    }

    @Override
    public long applyAsLong(long x) {
      calls++;
      if (x == 3) {
        late = PluginLate.FLAGS[1];
        nest = new PluginNest(getClass().getClassLoader());
      }
      return x
          + number
          + calls
          + (late ? PluginLate.next() : 0)
          + (nest == null ? 0 : nest.leaf.applyAsLong(x))
          + (long) (WEIGHTS[1] * x);
    }

    @Override
    public String toString() {
      return Long.toString(never == null ? made * 1000L + calls : -1);
    }
  }

  /** Loaded when the job is under way. */
  public static final class PluginLate {
    static final boolean[] FLAGS = {false, true};
    private static byte a = 3;
    private static short b = 5;
    private static char c = 'x';
    private static float d = 0.5f;
    private static double e = -0.0;
    private static String s = new String("own");

    static long next() {
      a++;
      b += a;
      c++;
      d += b;
      e -= d;
      s = s.concat(String.valueOf(c));
      return a + b + c + (long) d + (long) e + s.length();
    }
  }

  /** Never initialised. */
  public static final class PluginNeverMade {
    static {
      PluginShared.calls += 1000;
    }
  }

  /** A loader that a loader defined. */
  public static final class PluginNest extends ClassLoader {
    final LongUnaryOperator leaf;

    PluginNest(ClassLoader parent) {
      super(parent);
      try {
        String name = OwnLoaders.class.getName().concat("$Leaf");
        byte[] b = read(name);
        Class<?> c = defineClass(name, b, 0, b.length);
        leaf = (LongUnaryOperator) c.getConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Defined by a loader that another loader defined. */
  public static final class Leaf implements LongUnaryOperator {
    private static long turns = 1;

    @Override
    public long applyAsLong(long x) {
      return x * turns++;
    }
  }
}
