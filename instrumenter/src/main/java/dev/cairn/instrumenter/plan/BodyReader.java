package dev.cairn.instrumenter.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/** Reads one method's code into a {@link MethodBody}. */
final class BodyReader extends MethodVisitor {
  /** What makes objects whose class isn't in the code. */
  private static final Set<String> REFLECTION =
      Set.of(
          "java/lang/Class.forName",
          "java/lang/Class.newInstance",
          "java/lang/ClassLoader.loadClass",
          "java/lang/reflect/Constructor.newInstance",
          "java/io/ObjectInputStream.readObject",
          "java/util/ServiceLoader.load",
          "java/util/ServiceLoader.loadInstalled");

  private final Predicate<String> isApplication;
  private final Consumer<MethodBody> result;

  /** Whether {@code super(...)} or {@code this(...)} is still to be called. */
  private boolean isEarly;

  /** Objects that {@code new} has made so far and that no constructor was called on yet. */
  private int unconstructed;

  private final List<CallSite> early = new ArrayList<>();
  private final List<CallSite> calls = new ArrayList<>();
  private final List<Lambda> lambdas = new ArrayList<>();
  private final List<CallSite> handles = new ArrayList<>();
  private final Set<String> mentions = new LinkedHashSet<>();
  private final Set<String> created = new LinkedHashSet<>();
  private final Set<String> literals = new LinkedHashSet<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private boolean reflects;
  private final List<Integer> safePoints = new ArrayList<>();
  private final Set<Label> passed = new HashSet<>();
  private boolean branchesBack;
  private boolean markedVariables;
  private int firstLine = -1;
  private int line = -1;

  /**
   * @param isConstructor whether it is one
   */
  BodyReader(Predicate<String> isApplication, boolean isConstructor, Consumer<MethodBody> result) {
    super(Opcodes.ASM9);
    this.isEarly = isConstructor;
    this.isApplication = isApplication;
    this.result = result;
  }

  @Override
  public void visitLineNumber(int line, Label start) {
    this.line = line;
    if (firstLine < 0) {
      firstLine = line;
    }
  }

  @Override
  public void visitLabel(Label label) {
    passed.add(label);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    branchesBack |= passed.contains(label);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
    switchTo(dflt, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
    switchTo(dflt, labels);
  }

  private void switchTo(Label dflt, Label[] labels) {
    branchesBack |= passed.contains(dflt);
    for (Label label : labels) {
      branchesBack |= passed.contains(label);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (owner.equals(Names.CAIRN) && name.equals(Names.SAFE_POINT)) {
      safePoints.add(line);
      return;
    }
    if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
      constructed();
    }
    mention(owner);
    reflects |= REFLECTION.contains(owner + "." + name);
    calls.add(new CallSite(opcode, owner, name, descriptor, line));
  }

  /**
   * A constructor is called, of {@code this} where no other object waits for one. In code order, as
   * compilers write it; where another order misleads this, a frame is not woven, or can't be.
   */
  private void constructed() {
    if (unconstructed > 0) {
      unconstructed--;
    } else if (isEarly) {
      isEarly = false;
      early.addAll(calls);
      calls.clear();
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    Lambda lambda = Lambda.read(name, descriptor, bootstrap, arguments);
    if (lambda != null) {
      lambdas.add(lambda);
      mention(lambda.implementation().owner());
      if (lambda.implementation().name().equals("<init>")) {
        create(lambda.implementation().owner());
      }
      lambda.interfaces().forEach(this::mention);
      return;
    }
    handle(bootstrap);
    for (Object argument : arguments) {
      constant(argument);
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    constant(value);
  }

  private void constant(Object value) {
    if (value instanceof Type type) {
      literal(type);
    } else if (value instanceof String string) {
      literal(string.replace('.', '/')); // Class.forName("com.acme.Plugin"), in the usual case
      if (Names.mayBeMethod(string)) {
        names.add(string);
      }
    } else if (value instanceof Handle handle) {
      handle(handle);
    } else if (value instanceof ConstantDynamic dynamic) {
      handle(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  private void literal(Type type) {
    if (type.getSort() == Type.ARRAY) {
      literal(type.getElementType());
    } else if (type.getSort() == Type.OBJECT) {
      literal(type.getInternalName());
      types.add(type.getInternalName());
    }
  }

  private void literal(String name) {
    if (isApplication.test(name)) {
      literals.add(name);
      mentions.add(name);
    }
  }

  private void handle(Handle handle) {
    mention(handle.getOwner());
    if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      create(handle.getOwner());
    }
    if (CallSite.isCall(handle)) {
      handles.add(CallSite.of(handle, line));
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    mention(type);
    if (opcode == Opcodes.NEW) {
      unconstructed++;
      create(type);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    mention(owner);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    mention(Type.getType(descriptor));
  }

  private void create(String name) {
    if (isApplication.test(name)) {
      created.add(name);
    }
  }

  private void mention(Type type) {
    if (type.getSort() == Type.ARRAY) {
      mention(type.getElementType());
    } else if (type.getSort() == Type.OBJECT) {
      mention(type.getInternalName());
    }
  }

  private void mention(String name) {
    if (name.startsWith("[")) {
      mention(Type.getType(name));
    } else if (isApplication.test(name)) {
      mentions.add(name);
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
      int typeRef,
      @Nullable TypePath typePath,
      Label[] start,
      Label[] end,
      int[] index,
      String descriptor,
      boolean visible) {
    markedVariables |= descriptor.equals(Names.CHECKPOINT_LOOP);
    return null;
  }

  @Override
  public void visitEnd() {
    result.accept(
        new MethodBody(
            List.copyOf(calls),
            List.copyOf(early),
            List.copyOf(lambdas),
            List.copyOf(handles),
            Collections.unmodifiableSet(mentions),
            Collections.unmodifiableSet(created),
            Collections.unmodifiableSet(literals),
            Collections.unmodifiableSet(types),
            Collections.unmodifiableSet(names),
            reflects,
            List.copyOf(safePoints),
            branchesBack,
            markedVariables,
            firstLine));
  }
}
