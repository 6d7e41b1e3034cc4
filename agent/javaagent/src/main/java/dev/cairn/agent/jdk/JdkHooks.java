package dev.cairn.agent.jdk;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Code put into JDK methods by retransformation, without a new member. What it calls lies in the
 * boot loader.
 */
final class JdkHooks {
  private JdkHooks() {}

  /** Puts code at a method's head; it must leave the operand stack empty and jump nowhere. */
  static UnaryOperator<MethodVisitor> head(Consumer<MethodVisitor> code) {
    return next ->
        new MethodVisitor(Opcodes.ASM9, next) {
          @Override
          public void visitCode() {
            super.visitCode();
            code.accept(this);
          }
        };
  }

  /**
   * Puts the hooks in.
   *
   * @param what for messages: what can't be had without them
   * @param hooks {@code pkg/Class.name} and descriptor, to what changes the method
   * @throws IllegalStateException where one of the methods isn't there
   */
  static void install(
      Instrumentation instrumentation,
      String what,
      Map<String, UnaryOperator<MethodVisitor>> hooks) {
    Transformer transformer = new Transformer(hooks);
    try {
      Class<?>[] classes = classes(hooks.keySet());
      instrumentation.addTransformer(transformer, true);
      instrumentation.retransformClasses(classes);
    } catch (UnmodifiableClassException | ClassNotFoundException e) {
      throw new IllegalStateException(what + ": " + e, e);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
    Set<String> missing = new HashSet<>(hooks.keySet());
    missing.removeAll(transformer.hooked);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(what + ": this JDK has no " + missing);
    }
  }

  private static Class<?>[] classes(Set<String> methods) throws ClassNotFoundException {
    Set<Class<?>> classes = new HashSet<>();
    for (String m : methods) {
      classes.add(Class.forName(m.substring(0, m.indexOf('.')).replace('/', '.'), false, null));
    }
    return classes.toArray(Class<?>[]::new);
  }

  private static final class Transformer implements ClassFileTransformer {
    private final Map<String, UnaryOperator<MethodVisitor>> hooks;
    private final Set<String> hooked = new HashSet<>();

    Transformer(Map<String, UnaryOperator<MethodVisitor>> hooks) {
      this.hooks = hooks;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String className,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (redefined == null || loader != null) {
        return null; // a class that is just being loaded, maybe one that the hooking itself wants
      }
      ClassReader reader = new ClassReader(bytes);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                int access, String name, String desc, String signature, String[] exceptions) {
              MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
              String method = className + "." + name + desc;
              UnaryOperator<MethodVisitor> hook = hooks.get(method);
              if (hook == null) {
                return mv;
              }
              hooked.add(method);
              return hook.apply(mv);
            }
          },
          ClassReader.EXPAND_FRAMES);
      return writer.toByteArray();
    }
  }
}
