package dev.cairn.agent.weave;

import dev.cairn.instrumenter.digest.CodeDigest;
import dev.cairn.instrumenter.weave.SavedValue;
import dev.cairn.instrumenter.weave.WovenMethodInfo;
import dev.cairn.runtime.Frame;
import dev.cairn.runtime.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The application's classes as they were defined and woven in this JVM. Thread-safe. */
public final class WovenClasses {
  private final ClassLoader application;
  private final MethodHandles.Lookup lookup;
  private final Set<String> restored;
  private final Map<String, ClassRecord> records = new ConcurrentHashMap<>();

  /** Of dynamic proxies: no class files, so that they are in no snapshot's digests. */
  private final Map<String, ClassRecord> proxies = new ConcurrentHashMap<>();

  private final Map<String, MethodHandle> clones = new ConcurrentHashMap<>();
  private final PlatformRecords platform;
  private volatile @Nullable String redefined;
  private volatile @Nullable String failed;
  private volatile boolean suppressing;

  /**
   * @param application the loader whose classes are the job's
   * @param lookup one that may see every private member
   * @param restored binary names of the classes whose initialisers ran in the job's former life
   */
  public WovenClasses(ClassLoader application, MethodHandles.Lookup lookup, Set<String> restored) {
    this.application = application;
    this.lookup = lookup;
    this.restored = Set.copyOf(restored);
    this.platform = new PlatformRecords(lookup);
  }

  void add(String internalName, ClassRecord record) {
    records.put(internalName.replace('/', '.'), record);
  }

  void addProxy(String internalName, ClassRecord record) {
    proxies.put(internalName.replace('/', '.'), record);
  }

  void redefined(String className) {
    redefined = className;
  }

  /** A class that a debugger or another agent has redefined since it was loaded, or null. */
  public @Nullable String redefined() {
    return redefined;
  }

  /** Whether this class was initialised in the job's former life. */
  boolean wasInitialised(String className) {
    return restored.contains(className);
  }

  /** Initialisers of restored classes are passed over from now on. */
  public void suppressInitialisers() {
    suppressing = true;
  }

  /**
   * Whether this class's initialiser is to be passed over. What runs before a root other than main
   * runs again, and needs its classes initialised: up to the root's entry nothing is passed over,
   * and what initialisers did is overwritten when the snapshot is put.
   */
  public boolean restored(String className) {
    return suppressing && restored.contains(className);
  }

  void addPlatform(String internalName, ClassRecord record, byte[] cloneClass) {
    platform.add(internalName.replace('/', '.'), record, cloneClass);
  }

  void forgetPlatform() {
    platform.forget();
  }

  /** The class whose method a frame of {@code c} goes on with: the JDK's clones stand aside. */
  public Class<?> owner(Class<?> c) {
    return platform.owner(c);
  }

  /** What a class may do itself. */
  public MethodHandles.Lookup lookup(Class<?> host) {
    return lookup.in(host);
  }

  /** Hash of a method's code as this JDK has it, or null where it is not woven. */
  public @Nullable Long platformHash(String className, String method) {
    ClassRecord r = platform.record(className);
    return r == null || !r.methods().containsKey(method) ? null : r.digest().methods().get(method);
  }

  /** The woven method behind a stack frame, or null. */
  public @Nullable WovenMethod method(Class<?> owner, String name, String descriptor) {
    Class<?> declaring = owner(owner);
    ClassLoader loader = declaring.getClassLoader();
    ClassRecord r =
        loader == application
            ? records.getOrDefault(declaring.getName(), proxies.get(declaring.getName()))
            : loader == null ? platform.record(declaring.getName()) : null;
    return r == null ? null : r.activations().get(name + descriptor);
  }

  private @Nullable ClassRecord record(String className) {
    ClassRecord r = records.getOrDefault(className, proxies.get(className));
    return r == null ? platform.record(className) : r;
  }

  /** What the weaver told of a woven method. */
  public WovenMethodInfo info(String className, String method) {
    ClassRecord r = record(className);
    WovenMethodInfo m = r == null ? null : r.methods().get(method);
    if (m == null) {
      throw new IllegalStateException(className + "." + method + " is not woven in this JVM");
    }
    return m;
  }

  /** Whether a saved frame holds monitors. */
  public boolean holdsMonitors(Frame frame) {
    return info(frame.owner().getName(), frame.method())
        .points()
        .get(frame.point())
        .values()
        .stream()
        .anyMatch(v -> v.role() == SavedValue.Role.MONITOR);
  }

  /** A class met something that kept it from being looked at: then nothing can be saved. */
  public void failed(String className, String why) {
    failed = className + ": " + why;
  }

  /** What kept a class from being woven or told apart, or null. */
  public @Nullable String failed() {
    return failed;
  }

  /** The name of the source file, or null where the class file does not tell. */
  public @Nullable String sourceFile(String className) {
    ClassRecord r = record(className);
    return r == null ? null : r.sourceFile();
  }

  /** Digests of all application classes defined so far, by binary name. */
  public SortedMap<String, CodeDigest> digests() {
    SortedMap<String, CodeDigest> map = new TreeMap<>();
    records.forEach((name, r) -> map.put(name, r.digest()));
    return map;
  }

  /** The clone of a woven method as {@code (Frame)R}; further Frame parameters are given null. */
  public MethodHandle clone(Class<?> owner, String method) {
    return clones.computeIfAbsent(owner.getName() + "." + method, k -> find(owner, method));
  }

  private MethodHandle find(Class<?> owner, String method) {
    WovenMethodInfo m = info(owner.getName(), method);
    try {
      MethodType type = MethodType.fromMethodDescriptorString(m.cloneDescriptor(), application);
      Class<?> holder = owner.getClassLoader() == null ? platform.clones(owner) : owner;
      MethodHandle clone = lookup.findStatic(holder, m.cloneName(), type);
      return MethodHandles.insertArguments(clone, 1, new Object[type.parameterCount() - 1]);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(owner.getName() + "." + method + " has no clone", e);
    }
  }
}
