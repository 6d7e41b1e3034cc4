package dev.cairn.agent.jdk;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
 * Code put into methods of some JDK classes, without a new member. What it calls lies in the boot
 * loader. The code is made when a class is changed, and not before: a start that finds the classes
 * changed makes none. Not thread-safe.
 */
public abstract class JdkHooks {
  private final String what;
  private final List<String> classes;
  private @Nullable Map<String, UnaryOperator<MethodVisitor>> made;

  /**
   * @param what for messages: what can't be had without them
   * @param classes internal names of all classes that {@link #make} tells methods of
   */
  JdkHooks(String what, List<String> classes) {
    this.what = what;
    this.classes = List.copyOf(classes);
  }

  /** {@code pkg/Class.name} and descriptor, to what changes the method. */
  abstract Map<String, UnaryOperator<MethodVisitor>> make();

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

  /** All classes that are changed, loaded by now. */
  final List<Class<?>> loaded() {
    List<Class<?>> loaded = new ArrayList<>();
    for (String name : classes) {
      try {
        loaded.add(Class.forName(name.replace('/', '.'), false, null));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(what + ": this JDK has no " + name, e);
      }
    }
    return loaded;
  }

  final boolean concern(String className) {
    return classes.contains(className);
  }

  /**
   * Puts the hooks into one of the classes.
   *
   * @throws IllegalStateException where one of the methods isn't there
   */
  final byte[] apply(String className, byte[] bytes) {
    Map<String, UnaryOperator<MethodVisitor>> hooks = made;
    if (hooks == null) {
      hooks = make();
      made = hooks;
    }
    Set<String> missing = new HashSet<>();
    for (String method : hooks.keySet()) {
      if (method.startsWith(className + ".")) {
        missing.add(method);
      }
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Hooking(writer, className, hooks, missing), ClassReader.EXPAND_FRAMES);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(what + ": this JDK has no " + missing);
    }
    return writer.toByteArray();
  }

  private static final class Hooking extends ClassVisitor {
    private final String className;
    private final Map<String, UnaryOperator<MethodVisitor>> hooks;
    private final Set<String> missing;

    Hooking(
        ClassVisitor next,
        String className,
        Map<String, UnaryOperator<MethodVisitor>> hooks,
        Set<String> missing) {
      super(Opcodes.ASM9, next);
      this.className = className;
      this.hooks = hooks;
      this.missing = missing;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String desc, String signature, String[] exceptions) {
      MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
      String method = className + "." + name + desc;
      UnaryOperator<MethodVisitor> hook = hooks.get(method);
      if (hook == null) {
        return mv;
      }
      missing.remove(method);
      return hook.apply(mv);
    }
  }

  /**
   * Puts the hooks in for as long as no one retransforms the classes.
   *
   * @throws IllegalStateException where one of the methods isn't there
   */
  public final void install(Instrumentation instrumentation) {
    Once once = new Once();
    Class<?>[] loaded = loaded().toArray(new Class<?>[0]);
    instrumentation.addTransformer(once, true);
    try {
      instrumentation.retransformClasses(loaded);
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException(what + ": " + e, e);
    } finally {
      instrumentation.removeTransformer(once);
    }
    if (once.failure != null) {
      throw once.failure;
    }
  }

  private final class Once implements ClassFileTransformer {
    private @Nullable IllegalStateException failure;

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String className,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (redefined == null || loader != null || !concern(className)) {
        return null; // a class that is just being loaded, maybe one that the hooking itself wants
      }
      try {
        return apply(className, bytes);
      } catch (IllegalStateException e) {
        failure = e;
        return null;
      }
    }
  }
}
