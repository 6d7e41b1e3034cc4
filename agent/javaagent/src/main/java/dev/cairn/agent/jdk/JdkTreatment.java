package dev.cairn.agent.jdk;

import dev.cairn.instrumenter.determinism.HashCalls;
import dev.cairn.instrumenter.determinism.MathCalls;
import dev.cairn.instrumenter.determinism.Modes;
import dev.cairn.instrumenter.determinism.Substitution;
import dev.cairn.instrumenter.determinism.Treatments;
import dev.cairn.instrumenter.determinism.ZlibHooks;
import dev.cairn.runtime.IdentityHash;
import dev.cairn.runtime.StrictMembers;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Treats what the application's loader does not define: the JDK's classes, which compute for the
 * job, and classes of loaders that the job makes. Classes that are loaded by now are retransformed,
 * all at once; later ones are treated as they come; no member is added. It stays registered, so
 * that whoever retransforms such a class again gets it treated.
 */
public final class JdkTreatment implements ClassFileTransformer {
  private static final Module BASE = Object.class.getModule();
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final ClassLoader application;
  private final Treatments treatments;
  private final LookupHooks lookups;
  private final List<JdkHooks> hooks;
  private final boolean derivedSecureRandom;
  private final TreatedClasses known;
  private final BiConsumer<String, Throwable> failed;
  private @Nullable Throwable failure;

  private JdkTreatment(
      ClassLoader application,
      Treatments treatments,
      LookupHooks lookups,
      List<JdkHooks> hooks,
      boolean derivedSecureRandom,
      TreatedClasses known,
      BiConsumer<String, Throwable> failed) {
    this.application = application;
    this.treatments = treatments;
    this.lookups = lookups;
    this.hooks = List.copyOf(hooks);
    this.derivedSecureRandom = derivedSecureRandom;
    this.known = known;
    this.failed = failed;
  }

  /**
   * Treats what is loaded, and whatever will be.
   *
   * @param modes the job's
   * @param hooks what is put into the JDK's methods besides
   * @param known those that were treated before with these modes and hooks by this agent
   * @param failed told the class that could not be treated: no snapshot of such a job is exact
   */
  public static void install(
      Instrumentation instrumentation,
      ClassLoader application,
      Modes modes,
      List<JdkHooks> hooks,
      TreatedClasses known,
      BiConsumer<String, Throwable> failed) {
    if (modes.strictMath()) {
      Set<String> names = new HashSet<>();
      MathCalls.table().keySet().forEach(m -> names.add(m.substring(0, m.indexOf('('))));
      StrictMembers.install(names);
    }
    JdkTreatment treatment =
        new JdkTreatment(
            application,
            new Treatments(modes),
            modes.strictMath() ? LookupHooks.STRICT_MATH : LookupHooks.NONE,
            hooks,
            modes.derivedSecureRandom(),
            known,
            failed);
    Set<Class<?>> loaded = new LinkedHashSet<>();
    for (JdkHooks h : hooks) {
      loaded.addAll(h.loaded());
    }
    instrumentation.addTransformer(treatment, true);
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (!c.isArray() && !c.isPrimitive() && !c.isHidden() && treatment.concerns(c)) {
        loaded.add(c);
      }
    }
    try {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException("the JDK can't be treated: " + e.getMessage(), e);
    }
    if (treatment.failure != null) {
      throw new IllegalStateException("the JDK can't be treated: " + treatment.failure);
    }
    known.keep();
  }

  private boolean concerns(Class<?> c) {
    String name = c.getName().replace('.', '/');
    return lookups.concern(name)
        || (c.getModule() == BASE && ZlibHooks.concern(name))
        || !substitution(c.getModule(), c.getClassLoader(), name).isEmpty()
        || (c.getModule() == BASE && treatments.hashesInLoaded(name));
  }

  /** The weaver treats the application's, and nobody ours. */
  private boolean isLeft(@Nullable ClassLoader loader, String name) {
    return loader == application
        || loader == JdkTreatment.class.getClassLoader()
        || name.startsWith("dev/cairn/");
  }

  /** What is replaced in a class, by who defines it. */
  private Substitution substitution(Module module, @Nullable ClassLoader loader, String name) {
    if (isLeft(loader, name)) {
      return Substitution.NONE;
    }
    if (module == BASE) {
      return treatments.inBase(name);
    }
    boolean jdk = module.isNamed() && (loader == null || loader == PLATFORM);
    return jdk ? treatments.inOtherJdkModules() : treatments.inApplication();
  }

  @Override
  public byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (name == null || isLeft(loader, name)) {
      return null;
    }
    boolean was = IdentityHash.suspend();
    try {
      return redefined != null && module == BASE
          ? known.treated(name, bytes, () -> treat(module, loader, name, bytes))
          : treat(module, loader, name, bytes);
    } catch (Throwable t) {
      failure = t;
      failed.accept(name.replace('/', '.'), t); // the JVM would go on with the class as it is
      return null;
    } finally {
      IdentityHash.resume(was);
    }
  }

  /** Null where the class stays as it is. */
  private byte @Nullable [] treat(
      Module module, @Nullable ClassLoader loader, String name, byte[] bytes) {
    byte[] replaced = substitution(module, loader, name).apply(bytes);
    if (derivedSecureRandom && module == BASE && SecureRandomBody.concerns(name)) {
      return SecureRandomBody.apply(bytes); // it holds none of the calls that are replaced
    }
    if (module == BASE && ZlibHooks.concern(name)) {
      return ZlibHooks.apply(name, bytes); // they hold none of those calls either
    }
    byte[] found = lookups.apply(name, replaced == null ? bytes : replaced);
    byte[] treated = found == null ? replaced : found;
    byte[] hashed =
        (module == BASE ? treatments.hashesInBase(name) : treatments.hashes())
            ? HashCalls.apply(treated == null ? bytes : treated)
            : null;
    byte[] result = hashed == null ? treated : hashed;
    if (module == BASE) {
      for (JdkHooks h : hooks) {
        if (h.concern(name)) {
          result = h.apply(name, result == null ? bytes : result);
        }
      }
    }
    return result;
  }
}
