package dev.cairn.agent.weave;

import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.agent.jdk.HugeMethods;
import dev.cairn.instrumenter.determinism.HashCalls;
import dev.cairn.instrumenter.determinism.Treatments;
import dev.cairn.instrumenter.digest.CodeDigest;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.PollKind;
import dev.cairn.instrumenter.weave.LambdaNumbers;
import dev.cairn.instrumenter.weave.NotWeavableException;
import dev.cairn.instrumenter.weave.SizeNote;
import dev.cairn.instrumenter.weave.UnsupportedMethod;
import dev.cairn.instrumenter.weave.Weaver;
import dev.cairn.instrumenter.weave.WovenClass;
import dev.cairn.runtime.IdentityHash;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the application's classes as they are defined. A class that can't be woven stays as it is,
 * is named, and pins every stack that its methods are on.
 *
 * <p>In a JVM that resumes a job every class is held against its digest in the snapshot before it
 * is woven: other code ends the process at once, before any of it has run.
 */
public final class JobTransformer implements ClassFileTransformer {
  private final ClassLoader application;
  private final Plan plan;
  private final PollKind poll;
  private final Treatments treatments;
  private final TypeHierarchy hierarchy;
  private final WovenClasses classes;
  private final Map<String, String> recorded;
  private final Say say;
  private final IntConsumer halt;
  private final ProxyTransformer proxies;

  /**
   * @param recorded digests from the snapshot by binary name, empty in a fresh JVM
   * @param halt ends the process
   */
  public JobTransformer(
      ClassLoader application,
      Plan plan,
      PollKind poll,
      Treatments treatments,
      TypeHierarchy hierarchy,
      WovenClasses classes,
      Map<String, String> recorded,
      Say say,
      IntConsumer halt) {
    this.application = application;
    this.plan = plan;
    this.poll = poll;
    this.treatments = treatments;
    this.hierarchy = hierarchy;
    this.classes = classes;
    this.recorded = Map.copyOf(recorded);
    this.say = say;
    this.halt = halt;
    this.proxies = new ProxyTransformer(plan, hierarchy, classes, say);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (loader != application
        || name == null
        || name.startsWith("dev/cairn/agent/premain/")
        || name.startsWith("jdk/random/") /* the JDK's, though in 17 this loader defines them */) {
      return null;
    }
    boolean was = IdentityHash.suspend();
    try {
      if (ProxyTransformer.isProxy(name, bytes)) {
        return proxies.transform(name, bytes);
      }
      return transform(name, redefined, bytes);
    } catch (Throwable t) {
      // Above all too little stack or memory. The JVM would go on with the class as it is.
      classes.failed(name.replace('/', '.'), String.valueOf(t));
      if (classes.wasInitialised(name.replace('/', '.'))) {
        say.line("class " + name.replace('/', '.') + " can't be woven: " + t);
        halt.accept(ExitCode.INTERNAL);
      }
      return null;
    } finally {
      IdentityHash.resume(was);
    }
  }

  private byte @Nullable [] transform(String name, @Nullable Class<?> redefined, byte[] bytes) {
    if (redefined != null) {
      classes.redefined(redefined.getName());
    }
    String binaryName = name.replace('/', '.');
    ClassPlan classPlan = guarded(plan.forClass(name), classes.wasInitialised(binaryName));
    String was = recorded.get(binaryName);
    boolean byMethod = !classPlan.wovenMethods().isEmpty();
    CodeDigest digest = byMethod ? digest(name, bytes) : CodeDigest.ofBytes(name, bytes);
    String difference = difference(was, digest);
    if (difference != null && !byMethod) {
      digest = digest(name, bytes); // which method has changed
      difference = difference(was, digest);
    }
    if (digest == null) {
      return null;
    }
    if (difference != null && redefined == null) {
      say.line(
          binaryName
              + " is not the class that the snapshot was taken with: "
              + difference
              + "; resume with the same class files, or begin anew with the option fresh");
      halt.accept(ExitCode.DATA);
    }
    ClassRecord record = ClassRecord.unwoven(digest);
    byte[] result = null;
    try {
      result = treatments.inApplication().apply(bytes);
      byte[] numbered = LambdaNumbers.apply(result == null ? bytes : result);
      result = numbered == null ? result : numbered;
      if (!classPlan.isEmpty()) {
        WovenClass made = Weaver.weave(result == null ? bytes : result, classPlan, poll, hierarchy);
        record = ClassRecord.of(digest, made.methods(), digest.sourceFile());
        result = made.bytes();
        made.unsupported().forEach(u -> sayUnsupported(binaryName, u));
        made.notes().stream().filter(SizeNote::huge).forEach(n -> compileHuge(binaryName, n));
      }
    } catch (NotWeavableException e) {
      refuse(e.getMessage() == null ? binaryName : e.getMessage(), binaryName);
    } catch (RuntimeException e) {
      refuse(binaryName + ": a defect of Cairn: " + e, binaryName);
    }
    classes.add(name, record);
    byte[] hashed = treatments.hashes() ? HashCalls.apply(result == null ? bytes : result) : null;
    return hashed == null ? result : hashed;
  }

  private void compileHuge(String className, SizeNote note) {
    if (!HugeMethods.compile()) {
      say.line(
          className
              + "."
              + note.key()
              + ": "
              + note.reason()
              + "; this one doesn't, and interprets it: give that option, or split the method");
    }
  }

  private static @Nullable String difference(@Nullable String was, @Nullable CodeDigest digest) {
    return was == null || digest == null ? null : DigestText.difference(was, digest);
  }

  /** The guard asks at each initialisation; only restored classes need it. */
  private static ClassPlan guarded(ClassPlan p, boolean guard) {
    return new ClassPlan(
        p.className(), p.loops(), p.wovenMethods(), p.rootMethod(), p.checkedCalls(), guard);
  }

  private void sayUnsupported(String className, UnsupportedMethod method) {
    say.line(
        className
            + "."
            + method.key()
            + (method.line() < 0 ? "" : " line " + method.line())
            + " is not woven: "
            + method.reason()
            + "; no snapshot while it is running");
  }

  private @Nullable CodeDigest digest(String name, byte[] bytes) {
    try {
      return CodeDigest.of(bytes);
    } catch (RuntimeException e) {
      // Not a class file that the JVM will take, or newer than we know.
      refuse(
          name.replace('/', '.') + ": its class file can't be read: " + e, name.replace('/', '.'));
      return null;
    }
  }

  private void refuse(String what, String className) {
    say.line("not woven: " + what + "; no snapshot while a method of this class is running");
    if (classes.wasInitialised(className)) {
      halt.accept(ExitCode.DATA); // its initialiser would run a second time
    }
  }
}
