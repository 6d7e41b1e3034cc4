package dev.cairn.snapshot.heap;

import dev.cairn.runtime.JobSeeds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Immutable objects of the JDK that hold numbers or code of one JVM, but follow from a few words:
 * they are stored as a text, and made again from it. Each object by itself, so that identities stay
 * distinct.
 *
 * <pre>
 *   pattern              flags expression
 *   reflected member     access(+ or -) loader class kind(F M C) name descriptor
 *   field updater        loader class name type
 *   VarHandle            kind(F S A) exact(+ or -) loader class name type
 *   MethodHandle         see DirectHandles
 *   MethodType           descriptor
 *   SynchronousQueue     fair or unfair
 *   Exchanger            free
 *   ZipFile, JarFile     see Archives
 *   ForkJoinPool         see ForkJoinPools
 *   Path                 itself (of the default file system)
 *   SecureRandom         derived (from the job's seed; the host's is refused)
 * </pre>
 */
final class Recreated {
  private static final long OVERRIDE = Mem.offset(AccessibleObject.class, "override");

  private static final long PATTERN_FLAGS = Mem.offset(Pattern.class, "flags");
  private static final long EXACT = Mem.offset(VarHandle.class, "exact");

  private static final String DERIVED = "derived";
  private static final String FREE = "free";

  /** The class of paths of the default file system. */
  private static final Class<?> PATH = Path.of("").getClass();

  private final Shapes shapes;
  private final Classes classes;

  /**
   * Finds a class by its loader's letter and name, or throws what the snapshot's reader may see.
   */
  @FunctionalInterface
  interface Classes {
    Class<?> load(char loader, String name);
  }

  Recreated(Shapes shapes, Classes classes) {
    this.shapes = shapes;
    this.classes = classes;
  }

  /** Whether objects of this class are stored so. */
  static boolean is(Class<?> c) {
    return c == Pattern.class
        || Archives.is(c)
        || (c == SecureRandom.class && JobSeeds.derivesSecure())
        || c == Method.class
        || c == Field.class
        || c == Constructor.class
        || c == SynchronousQueue.class
        || c == Exchanger.class
        || ForkJoinPools.is(c)
        || c == Path.class
        || (c == PATH && c.getClassLoader() == null) // not of a file system of the program's
        || VarHandle.class.isAssignableFrom(c)
        || DirectHandles.is(c)
        || c == MethodType.class
        || updater(c);
  }

  private static boolean updater(Class<?> c) {
    return c.getClassLoader() == null
        && (AtomicIntegerFieldUpdater.class.isAssignableFrom(c)
            || AtomicLongFieldUpdater.class.isAssignableFrom(c)
            || AtomicReferenceFieldUpdater.class.isAssignableFrom(c));
  }

  /** The class's name in a snapshot: of updaters, handles and paths the public one. */
  static String name(Class<?> c) {
    if (DirectHandles.is(c)) {
      return MethodHandle.class.getName();
    }
    return VarHandle.class.isAssignableFrom(c)
        ? VarHandle.class.getName()
        : c == PATH ? Path.class.getName() : updater(c) ? c.getSuperclass().getName() : c.getName();
  }

  /** The object's text, or null where it has none. */
  @Nullable String text(Object o) {
    String text = described(o);
    boolean named =
        o instanceof AccessibleObject
            || o instanceof VarHandle
            || o instanceof MethodHandle
            || updater(o.getClass());
    // A class of a loader of the job's own has no name that another JVM would know it by.
    return text != null && named && (text.startsWith("?") || text.contains(" ? ")) ? null : text;
  }

  private @Nullable String described(Object o) {
    if (o instanceof Pattern p) {
      // Not flags(): that has those too which the expression turned on by itself, as (?i) does.
      return Mem.getInt(p, PATTERN_FLAGS) + " " + p.pattern();
    }
    if (o instanceof SecureRandom) {
      return DERIVED;
    }
    if (o instanceof ZipFile z) {
      return Archives.text(z);
    }
    if (o instanceof Executable e) {
      Class<?> returned = e instanceof Method m ? m.getReturnType() : void.class;
      String kind = e instanceof Method ? "M" : "C";
      String d = MethodType.methodType(returned, e.getParameterTypes()).descriptorString();
      return access(e) + owner(e.getDeclaringClass()) + " " + kind + " " + e.getName() + " " + d;
    }
    if (o instanceof Field f) {
      String d = f.getType().descriptorString();
      return access(f) + owner(f.getDeclaringClass()) + " F " + f.getName() + " " + d;
    }
    if (o instanceof VarHandle v) {
      return text(v);
    }
    if (o instanceof Path p) {
      String path = p.toString();
      return Path.of(path).equals(p) ? path : null; // bytes that are no characters here
    }
    if (o instanceof MethodHandle h) {
      return DirectHandles.text(h, shapes);
    }
    if (o instanceof MethodType t) {
      return DirectHandles.text(t, shapes.application());
    }
    if (o instanceof SynchronousQueue<?> q) {
      return fair(q) ? "fair" : "unfair"; // it never holds anything but waiting threads
    }
    if (o instanceof Exchanger<?>) {
      return FREE; // how many places it offers follows from how many meet; who waits is busy
    }
    if (o instanceof ForkJoinPool p) {
      return ForkJoinPools.text(p);
    }
    return updaterText(o);
  }

  /** Who waits first is served first; the field is in some releases only. */
  private static boolean fair(SynchronousQueue<?> q) {
    Object transferer = Mem.getRef(q, Mem.offset(SynchronousQueue.class, "transferer"));
    return Mem.field(SynchronousQueue.class, "fair")
        .map(f -> Mem.getByte(q, Mem.fieldOffset(f)) != 0)
        .orElseGet(
            () -> transferer != null && transferer.getClass().getName().endsWith("TransferQueue"));
  }

  private String owner(Class<?> c) {
    return shapes.loaderOf(c) + " " + c.getName();
  }

  private static String access(AccessibleObject o) {
    return Mem.getByte(o, OVERRIDE) != 0 ? "+ " : "- ";
  }

  private static String exact(VarHandle v) {
    return Mem.getByte(v, EXACT) != 0 ? "+ " : "- ";
  }

  private @Nullable String text(VarHandle v) {
    List<Class<?>> at = v.coordinateTypes();
    if (at.size() == 2 && at.get(0).isArray() && at.get(0).getComponentType() == v.varType()) {
      return "A " + exact(v) + owner(at.get(0)) + " - " + v.varType().descriptorString();
    }
    try {
      return v.describeConstable().map(d -> fieldText(v, d.constantName(), at)).orElse(null);
    } catch (RuntimeException e) { // some kinds answer so that they can't be described
      return null;
    }
  }

  private @Nullable String fieldText(VarHandle v, String name, List<Class<?>> at) {
    Class<?> c = at.isEmpty() ? staticOwner(v) : at.get(0);
    return c == null
        ? null
        : (at.isEmpty() ? "S " : "F ")
            + exact(v)
            + owner(c)
            + " "
            + name
            + " "
            + v.varType().descriptorString();
  }

  /** The class of a static field's VarHandle, which holds the class's base object. */
  private static @Nullable Class<?> staticOwner(VarHandle v) {
    for (Class<?> k = v.getClass(); k != null; k = k.getSuperclass()) {
      for (Field f : Mem.fields(k)) {
        if (f.getName().equals("base") && Mem.getRef(v, Mem.fieldOffset(f)) instanceof Class<?> c) {
          return c; // HotSpot keeps statics in the class's mirror
        }
      }
    }
    return null;
  }

  private @Nullable String updaterText(Object o) {
    Object type = Mem.getRef(o, Mem.offset(o.getClass(), "tclass"));
    long offset = Mem.getLong(o, Mem.offset(o.getClass(), "offset"));
    if (type instanceof Class<?> c) {
      for (Field f : Mem.fields(c)) {
        if (!Modifier.isStatic(f.getModifiers()) && Mem.fieldOffset(f) == offset) {
          return owner(c) + " " + f.getName() + " " + f.getType().descriptorString();
        }
      }
    }
    return null;
  }

  /**
   * The object of a text.
   *
   * @throws IllegalArgumentException the text is none of that class
   * @throws ReflectiveOperationException this JVM's classes don't have the member
   */
  Object make(String className, String text) throws ReflectiveOperationException {
    if (className.equals(Pattern.class.getName())) {
      int space = text.indexOf(' ');
      int flags = Integer.parseInt(text.substring(0, Math.max(0, space)));
      return Pattern.compile(text.substring(space + 1), flags);
    }
    if (className.equals(Path.class.getName())) {
      return Path.of(text);
    }
    if (className.equals(ZipFile.class.getName()) || className.equals(JarFile.class.getName())) {
      return Archives.make(className, text);
    }
    if (className.equals(SynchronousQueue.class.getName())) {
      if (!text.equals("fair") && !text.equals("unfair")) {
        throw new IllegalArgumentException("neither fair nor unfair: " + text);
      }
      return new SynchronousQueue<Object>(text.equals("fair"));
    }
    if (className.equals(Exchanger.class.getName()) && text.equals(FREE)) {
      return new Exchanger<Object>();
    }
    if (className.equals(ForkJoinPool.class.getName())) {
      return ForkJoinPools.make(text);
    }
    if (className.equals(SecureRandom.class.getName()) && text.equals(DERIVED)) {
      return new SecureRandom();
    }
    if (className.equals(MethodType.class.getName())) {
      return MethodType.fromMethodDescriptorString(text, shapes.application());
    }
    String[] part = text.split(" ", -1);
    if (className.equals(MethodHandle.class.getName()) && part.length == 6) {
      Class<?> through = load(part[2], part[3]);
      return DirectHandles.make(part[0], part[1], through, part[4], part[5], shapes.application());
    }
    if (className.equals(VarHandle.class.getName()) && part.length == 6 && "+-".contains(part[1])) {
      VarHandle v = varHandle(part[0], load(part[2], part[3]), part[4], part[5]);
      return part[1].equals("+") ? v.withInvokeExactBehavior() : v.withInvokeBehavior();
    }
    if (className.endsWith("FieldUpdater") && part.length == 4) {
      return updater(className, load(part[0], part[1]), part[2], part[3]);
    }
    if (part.length != 6 || !"+-".contains(part[0])) {
      throw new IllegalArgumentException("not a text of " + className + ": " + text);
    }
    AccessibleObject member = member(load(part[1], part[2]), part[3], part[4], part[5]);
    if (!member.getClass().getName().equals(className)) {
      throw new IllegalArgumentException("not a text of " + className + ": " + text);
    }
    Mem.putByte(member, OVERRIDE, (byte) (part[0].equals("+") ? 1 : 0));
    return member;
  }

  private Class<?> load(String loader, String name) {
    if (loader.length() != 1 || "BPA".indexOf(loader.charAt(0)) < 0) {
      throw new IllegalArgumentException("no class loader is called " + loader);
    }
    return classes.load(loader.charAt(0), name);
  }

  private static AccessibleObject member(Class<?> c, String kind, String name, String descriptor)
      throws ReflectiveOperationException {
    if (kind.equals("F")) {
      return field(c, name, descriptor);
    }
    Executable[] all = kind.equals("M") ? Mem.methods(c) : c.getDeclaredConstructors();
    for (Executable e : all) {
      Class<?> returned = e instanceof Method m ? m.getReturnType() : void.class;
      String d = MethodType.methodType(returned, e.getParameterTypes()).descriptorString();
      if (e.getName().equals(name) && d.equals(descriptor)) {
        return e;
      }
    }
    throw new NoSuchMethodException(c.getName() + "." + name + descriptor);
  }

  private static Field field(Class<?> c, String name, String descriptor)
      throws NoSuchFieldException {
    return Arrays.stream(Mem.fields(c))
        .filter(f -> f.getName().equals(name))
        .filter(f -> f.getType().descriptorString().equals(descriptor))
        .findAny()
        .orElseThrow(() -> new NoSuchFieldException(c.getName() + "." + name + " " + descriptor));
  }

  private static VarHandle varHandle(String kind, Class<?> c, String name, String descriptor)
      throws ReflectiveOperationException {
    if (kind.equals("A") && c.isArray()) {
      return MethodHandles.arrayElementVarHandle(c);
    }
    Field f = field(c, name, descriptor);
    MethodHandles.Lookup lookup = LambdaSpinner.trusted(c);
    return kind.equals("S")
        ? lookup.findStaticVarHandle(c, name, f.getType())
        : lookup.findVarHandle(c, name, f.getType());
  }

  /** By the private class's constructor: the factory would look at who calls it. */
  private static Object updater(String className, Class<?> c, String name, String descriptor)
      throws ReflectiveOperationException {
    Class<?> api = Class.forName(className, true, null);
    Field field = field(c, name, descriptor);
    String simple = api.getSimpleName();
    String implementation =
        simple.equals("AtomicLongFieldUpdater") ? "CASUpdater" : simple + "Impl";
    Class<?> impl = Class.forName(className + "$" + implementation, true, null);
    boolean reference = AtomicReferenceFieldUpdater.class.isAssignableFrom(impl);
    Constructor<?> k =
        reference
            ? impl.getDeclaredConstructor(Class.class, Class.class, String.class, Class.class)
            : impl.getDeclaredConstructor(Class.class, String.class, Class.class);
    k.setAccessible(true);
    return reference ? k.newInstance(c, field.getType(), name, c) : k.newInstance(c, name, c);
  }
}
