package dev.cairn.agent.weave;

import dev.cairn.agent.Say;
import dev.cairn.instrumenter.digest.CodeDigest;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.PollKind;
import dev.cairn.instrumenter.weave.NotWeavableException;
import dev.cairn.instrumenter.weave.Weaver;
import dev.cairn.instrumenter.weave.WovenClass;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves the classes that the JDK makes up for {@code Proxy} (for annotations, too), where a
 * handler may lead to a safe point. Each method calls the handler, then casts or unboxes, and wraps
 * what it may not throw: woven, it goes on with just that.
 *
 * <p>Such a class is of no file, and has another name in each JVM: it stands in no plan and among
 * no digests, and a snapshot names it by its interfaces, from which all else follows.
 */
final class ProxyTransformer {
  private static final Pattern NAME = Pattern.compile("(.*/)?\\$Proxy\\d+");

  private final Plan plan;
  private final TypeHierarchy hierarchy;
  private final WovenClasses classes;
  private final Say say;

  ProxyTransformer(Plan plan, TypeHierarchy hierarchy, WovenClasses classes, Say say) {
    this.plan = plan;
    this.hierarchy = hierarchy;
    this.classes = classes;
    this.say = say;
  }

  static boolean isProxy(String name, byte[] bytes) {
    return NAME.matcher(name).matches()
        && "java/lang/reflect/Proxy".equals(new ClassReader(bytes).getSuperName());
  }

  /** The woven class, or null where it stays as it is. */
  byte @Nullable [] transform(String name, byte[] bytes) {
    if (!plan.weavesProxies()) {
      return null;
    }
    try {
      WovenClass woven =
          Weaver.weave(bytes, plan.forProxy(name, calls(bytes)), PollKind.EVERY, hierarchy);
      classes.addProxy(name, ClassRecord.of(CodeDigest.of(bytes), woven.methods(), null));
      return woven.bytes();
    } catch (NotWeavableException | RuntimeException e) {
      say.line(name.replace('/', '.') + " is not woven: " + e + "; its frames pin the stack");
      return null;
    }
  }

  /** The methods that call the handler: all that are neither static nor constructors. */
  private static Set<String> calls(byte[] bytes) {
    Set<String> keys = new HashSet<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String method,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                if ((access & Opcodes.ACC_STATIC) == 0 && !method.startsWith("<")) {
                  keys.add(method + descriptor);
                }
                return null;
              }
            },
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return keys;
  }
}
