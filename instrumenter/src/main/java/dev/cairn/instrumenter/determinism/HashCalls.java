package dev.cairn.instrumenter.determinism;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/**
 * Where a class asks for identity hashes, it is told the job's: see {@code
 * dev.cairn.runtime.IdentityHash}.
 *
 * <pre>
 *   System.identityHashCode(o)    IdentityHash.identityHashCode(o)
 *   o.hashCode()                  a question before, a question after; the call stays what it is
 *   Object::hashCode              IdentityHash::hashCode
 * </pre>
 *
 * The second form is nine bytes longer. A method that would pass one of HotSpot's size limits by it
 * calls {@code IdentityHash.hashCode(o)} instead. To be applied to what has been woven: the weaver
 * sees the calls as they were, and of a frame that is saved in one of them nothing more is kept.
 */
public final class HashCalls {
  private static final String HASH = "dev/cairn/runtime/IdentityHash";
  private static final String NAME = "hashCode";
  private static final String OF_RECEIVER = "()I";
  private static final String OF_ARGUMENT = "(Ljava/lang/Object;)I";
  private static final String OBJECT = "java/lang/Object";
  private static final StaticCall IDENTITY =
      new StaticCall("java/lang/System", "identityHashCode", OF_ARGUMENT);

  /** What a call grows by: dup, unseen, swap, dup; seen. */
  private static final int GROWTH = 9;

  /** Operands beside those that the call needs. */
  private static final int OPERANDS = 2;

  /**
   * FreqInlineSize, HugeMethodLimit; JVMS 4.7.3. Not MaxInlineSize, 35: it is for calls that are
   * seldom made, and a NullPointerException loses its message where the call is not there.
   */
  private static final int[] LIMITS = {325, 8000, 65535};

  /** Final classes with a hash of their contents: nobody can have another in their place. */
  private static final Set<String> BY_CONTENT =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Short",
          "java/lang/String",
          "java/util/UUID");

  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;
  private static final int METHOD_HANDLE = 15;
  private static final int INVOKE_DYNAMIC = 18;

  private HashCalls() {}

  /** The class file with its calls treated, or null where it has none. */
  public static byte @Nullable [] apply(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    BitSet called = called(reader);
    if (called.isEmpty()) {
      return null;
    }
    Map<String, Boolean> narrow = methods(reader, CallersOf.of(reader, called));
    if (narrow.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, desc, signature, exceptions);
            Boolean hasNoRoom = narrow.get(name + desc);
            return hasNoRoom == null ? next /* copied as it is */ : new Treating(next, hasNoRoom);
          }
        },
        0);
    return writer.toByteArray();
  }

  /**
   * What a call may name in the constant pool to be treated; of dynamic calls all, where one of the
   * methods is referred to. Nothing in most classes.
   */
  private static BitSet called(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    BitSet called = new BitSet();
    BitSet dynamic = new BitSet();
    boolean referred = false;
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      int tag = at == 0 ? 0 : reader.readByte(at - 1);
      if (tag == METHOD_REF || tag == INTERFACE_METHOD_REF) {
        String name = reader.readUTF8(reader.getItem(reader.readUnsignedShort(at + 2)), buffer);
        if (NAME.equals(name) || IDENTITY.name().equals(name)) {
          called.set(i);
        }
      } else if (tag == METHOD_HANDLE) {
        referred = true;
      } else if (tag == INVOKE_DYNAMIC) {
        dynamic.set(i);
      }
    }
    if (referred && !called.isEmpty()) {
      called.or(dynamic);
    }
    return called;
  }

  /** The methods with something to treat, and whether they have no room to grow. */
  private static Map<String, Boolean> methods(ClassReader reader, BitSet candidates) {
    Map<String, Boolean> methods = new HashMap<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          private int next;

          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            return candidates.get(next++) ? new Measuring(name + desc, methods) : null;
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return methods;
  }

  private static boolean asks(String name, String desc, String owner) {
    return name.equals(NAME) && desc.equals(OF_RECEIVER) && !BY_CONTENT.contains(owner);
  }

  private static boolean isIdentity(String owner, String name, String desc) {
    return IDENTITY.equals(new StaticCall(owner, name, desc));
  }

  /** The handle to call instead, or null. */
  private static @Nullable Handle instead(Object constant) {
    if (!(constant instanceof Handle h)) {
      return null;
    }
    if (h.getTag() == Opcodes.H_INVOKESTATIC
        && isIdentity(h.getOwner(), h.getName(), h.getDesc())) {
      return new Handle(Opcodes.H_INVOKESTATIC, HASH, IDENTITY.name(), OF_ARGUMENT, false);
    }
    return h.getTag() == Opcodes.H_INVOKEVIRTUAL
            && h.getOwner().equals(OBJECT)
            && asks(h.getName(), h.getDesc(), OBJECT)
        ? new Handle(Opcodes.H_INVOKESTATIC, HASH, NAME, OF_ARGUMENT, false)
        : null;
  }

  /** Finds out what there is to treat, and how long the method is. */
  private static final class Measuring extends CodeSizeEvaluator {
    private final String method;
    private final Map<String, Boolean> methods;
    private int calls;
    private boolean others;

    Measuring(String method, Map<String, Boolean> methods) {
      super(Opcodes.ASM9, null);
      this.method = method;
      this.methods = methods;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String desc, boolean itf) {
      super.visitMethodInsn(opcode, owner, name, desc, itf);
      if (opcode == Opcodes.INVOKESTATIC) {
        others |= isIdentity(owner, name, desc);
      } else if (asks(name, desc, owner)) {
        calls++;
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String desc, Handle bootstrap, Object... arguments) {
      super.visitInvokeDynamicInsn(name, desc, bootstrap, arguments);
      for (Object a : arguments) {
        others |= instead(a) != null;
      }
    }

    @Override
    public void visitEnd() {
      if (calls > 0 || others) {
        int size = getMaxSize();
        boolean passes = false;
        for (int limit : LIMITS) {
          passes |= size <= limit && size + calls * GROWTH > limit;
        }
        methods.put(method, passes);
      }
    }
  }

  private static final class Treating extends MethodVisitor {
    /** Whether the method has no room to grow. */
    private final boolean narrow;

    Treating(MethodVisitor next, boolean narrow) {
      super(Opcodes.ASM9, next);
      this.narrow = narrow;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String desc, boolean itf) {
      if (opcode == Opcodes.INVOKESTATIC) {
        boolean identity = isIdentity(owner, name, desc);
        super.visitMethodInsn(opcode, identity ? HASH : owner, name, desc, itf);
      } else if (!asks(name, desc, owner)) {
        super.visitMethodInsn(opcode, owner, name, desc, itf);
      } else if (narrow && opcode != Opcodes.INVOKESPECIAL) {
        question(NAME, OF_ARGUMENT);
      } else {
        String by = opcode == Opcodes.INVOKESPECIAL ? "BySuper" : "";
        super.visitInsn(Opcodes.DUP); // o, o
        question("unseen" + by, OF_ARGUMENT); // o, unseen
        super.visitInsn(Opcodes.SWAP); // unseen, o
        super.visitInsn(Opcodes.DUP); // unseen, o, o
        super.visitMethodInsn(opcode, owner, name, desc, itf); // unseen, o, h
        question("seen" + by, "(ILjava/lang/Object;I)I");
      }
    }

    private void question(String name, String desc) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HASH, name, desc, false);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String desc, Handle bootstrap, Object... arguments) {
      Object[] replaced = arguments.clone();
      for (int i = 0; i < replaced.length; i++) {
        Handle other = instead(replaced[i]);
        replaced[i] = other == null ? replaced[i] : other;
      }
      super.visitInvokeDynamicInsn(name, desc, bootstrap, replaced);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + OPERANDS, maxLocals);
    }
  }
}
