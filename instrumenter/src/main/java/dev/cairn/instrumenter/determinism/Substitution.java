package dev.cairn.instrumenter.determinism;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces static methods by static methods of the same descriptor, wherever a class names them: in
 * calls, in method references (a bootstrap method's arguments) and in constants. And calls of
 * virtual methods by those of static ones that take the receiver first. No other instruction moves,
 * so that points, frames and sizes stay as they are. Immutable.
 */
public final class Substitution {
  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;

  /** Nothing is replaced. */
  public static final Substitution NONE = new Substitution(Map.of(), Map.of(), true);

  private final Map<StaticCall, StaticCall> calls;

  /** What call instructions name in place of a replacement. */
  private final Map<StaticCall, StaticCall> called;

  private final Set<String> owners = new HashSet<>();

  private final boolean inInitialisers;

  private Substitution(
      Map<StaticCall, StaticCall> calls,
      Map<StaticCall, StaticCall> called,
      boolean inInitialisers) {
    this.calls = Map.copyOf(calls);
    this.called = Map.copyOf(called);
    this.inInitialisers = inInitialisers;
    calls.keySet().forEach(c -> owners.add(c.owner()));
  }

  /**
   * @throws IllegalArgumentException where a method would be replaced by one of another descriptor
   */
  static Substitution of(Map<StaticCall, StaticCall> calls) {
    calls.forEach(
        (from, to) -> {
          if (!from.descriptor().equals(to.descriptor())
              && !from.withReceiver().equals(to.descriptor())) {
            throw new IllegalArgumentException(from + " can't be replaced by " + to);
          }
        });
    return new Substitution(calls, Map.of(), true);
  }

  /** What either of the two replaces. */
  public Substitution and(Substitution other) {
    Map<StaticCall, StaticCall> both = new HashMap<>(calls);
    both.putAll(other.calls);
    Map<StaticCall, StaticCall> bothCalled = new HashMap<>(called);
    bothCalled.putAll(other.called);
    return new Substitution(both, bothCalled, inInitialisers && other.inInitialisers);
  }

  /** The same, but for class initialisers: those of the JDK run again in each JVM. */
  Substitution outsideInitialisers() {
    return new Substitution(calls, called, false);
  }

  /**
   * The same, but that call instructions name others for some replacements. References and
   * constants don't: objects are made of them, which other JVMs have to know.
   *
   * @param others methods of the same descriptor that do the same
   */
  Substitution calling(Map<StaticCall, StaticCall> others) {
    return new Substitution(calls, others, inInitialisers);
  }

  /** What is replaced. */
  public Set<StaticCall> calls() {
    return calls.keySet();
  }

  public boolean isEmpty() {
    return calls.isEmpty();
  }

  /** The class file with its calls replaced, or null where it holds none of them. */
  public byte @Nullable [] apply(byte[] classFile) {
    if (calls.isEmpty()) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    if (!names(reader)) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    boolean[] found = new boolean[1];
    reader.accept(new Replacing(writer, found), 0);
    return found[0] ? writer.toByteArray() : null;
  }

  /** Whether the class's constant pool names one of the methods: most classes name none. */
  private boolean names(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      int tag = at == 0 ? 0 : reader.readByte(at - 1);
      if (tag == METHOD_REF || tag == INTERFACE_METHOD_REF) {
        String owner = reader.readClass(at, buffer);
        if (owner != null && owners.contains(owner)) {
          int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
          String name = reader.readUTF8(nameAndType, buffer);
          String descriptor = reader.readUTF8(nameAndType + 2, buffer);
          if (calls.containsKey(new StaticCall(owner, name, descriptor))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private @Nullable StaticCall replacement(String owner, String name, String descriptor) {
    return owners.contains(owner) ? calls.get(new StaticCall(owner, name, descriptor)) : null;
  }

  private final class Replacing extends ClassVisitor {
    private final boolean[] found;

    Replacing(ClassVisitor next, boolean[] found) {
      super(Opcodes.ASM9, next);
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String desc, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, desc, signature, exceptions);
      if (name.equals("<clinit>") && !inInitialisers) {
        return next;
      }
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String desc, boolean itf) {
          StaticCall other = replacement(owner, name, desc);
          boolean same = other != null && other.descriptor().equals(desc);
          if (other == null || opcode != (same ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL)) {
            super.visitMethodInsn(opcode, owner, name, desc, itf);
          } else {
            found[0] = true;
            StaticCall to = called.getOrDefault(other, other);
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC, to.owner(), to.name(), to.descriptor(), false);
          }
        }

        @Override
        public void visitInvokeDynamicInsn(
            String name, String desc, Handle bootstrap, Object... arguments) {
          super.visitInvokeDynamicInsn(name, desc, bootstrap, replaced(arguments));
        }

        @Override
        public void visitLdcInsn(Object value) {
          super.visitLdcInsn(replaced(value));
        }
      };
    }

    private Object[] replaced(Object[] constants) {
      Object[] result = constants.clone();
      for (int i = 0; i < result.length; i++) {
        result[i] = replaced(result[i]);
      }
      return result;
    }

    private Object replaced(Object constant) {
      if (constant instanceof Handle h && h.getTag() == Opcodes.H_INVOKESTATIC) {
        StaticCall other = replacement(h.getOwner(), h.getName(), h.getDesc());
        if (other != null) {
          found[0] = true;
          return new Handle(h.getTag(), other.owner(), other.name(), h.getDesc(), false);
        }
      } else if (constant instanceof ConstantDynamic c) {
        Object[] arguments = new Object[c.getBootstrapMethodArgumentCount()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = c.getBootstrapMethodArgument(i);
        }
        return new ConstantDynamic(
            c.getName(), c.getDescriptor(), c.getBootstrapMethod(), replaced(arguments));
      }
      return constant;
    }
  }
}
