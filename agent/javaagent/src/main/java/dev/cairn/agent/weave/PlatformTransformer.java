package dev.cairn.agent.weave;

import dev.cairn.agent.Say;
import dev.cairn.instrumenter.determinism.HashCalls;
import dev.cairn.instrumenter.determinism.Treatments;
import dev.cairn.instrumenter.digest.CodeDigest;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassSource;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.PlatformBodies;
import dev.cairn.instrumenter.weave.PlatformWeaver;
import dev.cairn.instrumenter.weave.WovenPlatformClass;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the JDK's classes that the plan names: those between whose callers and call-backs the job
 * may be stopped, and no others. They are loaded already; no member is added.
 *
 * <p>It stays installed: whoever retransforms one of these classes later gets it woven again. A
 * class that can't be woven stays as it is and pins.
 */
public final class PlatformTransformer implements ClassFileTransformer {
  private final Plan plan;
  private final Treatments treatments;
  private final Set<String> names = new TreeSet<>();
  private final ClassSource source;
  private final TypeHierarchy hierarchy;
  private final WovenClasses classes;
  private final Say say;

  private PlatformTransformer(
      Plan plan, Treatments treatments, ClassSource source, WovenClasses classes, Say say) {
    this.plan = plan;
    this.treatments = treatments;
    this.source = source;
    this.hierarchy = new ClassFileHierarchy(source);
    this.classes = classes;
    this.say = say;
    for (String name : plan.wovenMethods().keySet()) {
      if (PlatformBodies.contains(name)) {
        names.add(name);
      }
    }
  }

  /** Weaves what the plan names of the JDK; does nothing where it names nothing. */
  public static void install(
      Plan plan,
      Treatments treatments,
      ClassSource source,
      WovenClasses classes,
      Instrumentation instrumentation,
      Say say) {
    PlatformTransformer transformer =
        new PlatformTransformer(plan, treatments, source, classes, say);
    if (transformer.names.isEmpty()) {
      return;
    }
    List<Class<?>> loaded = new ArrayList<>();
    for (String name : transformer.names) {
      Class<?> c = find(name);
      if (c != null) {
        loaded.add(c);
      }
    }
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      instrumentation.removeTransformer(transformer);
      classes.forgetPlatform();
      say.line("the JDK's own methods can't be woven (" + e + "); they pin the stack");
    }
  }

  /** Null for another release's class: none of its methods can be on the stack here. */
  private static @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name.replace('/', '.'), false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** What the JVM hands out of a loaded class may lack its stack maps. */
  private byte[] original(String name) {
    byte[] bytes;
    synchronized (source) { // archives are read one at a time
      bytes = source.bytes(name);
    }
    if (bytes == null) {
      throw new IllegalStateException("its class file is not in this JDK's image");
    }
    return bytes;
  }

  /** Whether what is loaded is the JDK's own class file, treated by now or not. */
  private boolean isTheJdks(String name, byte[] original, CodeDigest digest, byte[] bytes) {
    CodeDigest loaded = CodeDigest.of(bytes);
    return loaded.methods().equals(digest.methods())
        || loaded.methods().equals(CodeDigest.of(treated(name, original)).methods());
  }

  /** As it is loaded: with the job's identity hashes, where it has them. */
  private byte[] treated(String name, byte[] classFile) {
    byte[] hashed = treatments.hashesInBase(name) ? HashCalls.apply(classFile) : null;
    return hashed == null ? classFile : hashed;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (loader != null || name == null || !names.contains(name)) {
      return null;
    }
    try {
      byte[] original = original(name);
      CodeDigest digest = CodeDigest.of(original);
      if (!isTheJdks(name, original, digest, bytes)) {
        say.line(
            name.replace('/', '.')
                + " is not woven: another agent has changed it; its frames pin the stack");
        return null;
      }
      WovenPlatformClass woven = PlatformWeaver.weave(original, plan.forClass(name), hierarchy);
      classes.addPlatform(
          name,
          ClassRecord.of(digest, woven.methods(), digest.sourceFile()),
          treated(name, woven.clones()));
      return treated(name, woven.bytes());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      say.line(name.replace('/', '.') + " is not woven: " + e + "; its frames pin the stack");
      return null;
    }
  }
}
