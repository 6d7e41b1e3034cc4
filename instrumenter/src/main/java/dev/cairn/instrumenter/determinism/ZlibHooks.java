package dev.cairn.instrumenter.determinism;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.LocalVariablesSorter;

/**
 * Lets {@code dev.cairn.runtime.ZlibStreams} know what the JDK's {@code Deflater} and {@code
 * Inflater} give their native streams: calls around those of their native methods, with the same
 * arguments and the result.
 *
 * <pre>
 *   [this,] a, b, c        store a, b, c; ZlibStreams.calling(a)
 *   [this,] a, b, c        the native method
 *   result                 store it; ZlibStreams.told(a, b, c, result)
 *   result
 * </pre>
 */
public final class ZlibHooks {
  private static final String STREAMS = "dev/cairn/runtime/ZlibStreams";
  private static final String DEFLATER = "java/util/zip/Deflater";
  private static final String INFLATER = "java/util/zip/Inflater";
  private static final String END = "end";

  private static final Set<String> CLASSES =
      Set.of(
          DEFLATER, INFLATER, DEFLATER + "$DeflaterZStreamRef", INFLATER + "$InflaterZStreamRef");

  /** What is told after a native method. */
  private static final Map<String, String> TOLD =
      Map.ofEntries(
          Map.entry(DEFLATER + ".init", "deflaterMade"),
          Map.entry(DEFLATER + ".deflateBytesBytes", "deflated"),
          Map.entry(DEFLATER + ".deflateBytesBuffer", "deflated"),
          Map.entry(DEFLATER + ".deflateBufferBytes", "deflated"),
          Map.entry(DEFLATER + ".deflateBufferBuffer", "deflated"),
          Map.entry(DEFLATER + ".setDictionary", "dictionary"),
          Map.entry(DEFLATER + ".setDictionaryBuffer", "dictionary"),
          Map.entry(DEFLATER + ".reset", "wasReset"),
          Map.entry(INFLATER + ".init", "inflaterMade"),
          Map.entry(INFLATER + ".inflateBytesBytes", "inflated"),
          Map.entry(INFLATER + ".inflateBytesBuffer", "inflated"),
          Map.entry(INFLATER + ".inflateBufferBytes", "inflated"),
          Map.entry(INFLATER + ".inflateBufferBuffer", "inflated"),
          Map.entry(INFLATER + ".setDictionary", "dictionary"),
          Map.entry(INFLATER + ".setDictionaryBuffer", "dictionary"),
          Map.entry(INFLATER + ".reset", "wasReset"));

  /** Native methods that change no state, and the end, of which is told before. */
  private static final Set<String> OTHERS = Set.of("initIDs", "getAdler", END);

  private ZlibHooks() {}

  /** Whether a class is one of those that tell. */
  public static boolean concern(String internalName) {
    return CLASSES.contains(internalName);
  }

  /**
   * Puts the calls in.
   *
   * @return null where the class is none of those that tell
   * @throws IllegalStateException this JDK's class has native methods that nobody knows
   */
  public static byte @Nullable [] apply(String internalName, byte[] bytes) {
    if (!concern(internalName)) {
      return null;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
            if ((access & Opcodes.ACC_NATIVE) == 0) {
              return new Calls(access, desc, mv);
            }
            if (!TOLD.containsKey(internalName + "." + name) && !OTHERS.contains(name)) {
              throw new IllegalStateException(
                  internalName.replace('/', '.') + " has a native method " + name + desc);
            }
            return mv;
          }
        },
        ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** Its own locals stand beyond the method's; {@code mv} leaves their numbers as they are. */
  private static final class Calls extends LocalVariablesSorter {
    Calls(int access, String descriptor, MethodVisitor next) {
      super(Opcodes.ASM9, access, descriptor, next);
    }

    /** They are used between two instructions, and hold nothing where ways meet. */
    @Override
    protected void updateNewLocals(Object[] newLocals) {
      Arrays.fill(newLocals, Opcodes.TOP);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String told = TOLD.get(owner + "." + name);
      boolean ends = CLASSES.contains(owner) && name.equals(END) && opcode == Opcodes.INVOKESTATIC;
      if ((told == null && !ends) || !isNative(owner, name, descriptor)) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        return;
      }
      Type[] types = Type.getArgumentTypes(descriptor);
      int[] arguments = new int[types.length];
      for (int i = types.length - 1; i >= 0; i--) {
        arguments[i] = newLocal(types[i]);
        mv.visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), arguments[i]);
      }
      if (!name.equals("init")) {
        mv.visitVarInsn(Opcodes.LLOAD, arguments[0]);
        tell(ends ? "ended" : "calling", "(J)V");
      }
      load(types, arguments);
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (told != null) {
        tellAfter(told, Type.getReturnType(descriptor), types, arguments);
      }
    }

    /** The classes have methods of the same names for their users. */
    private static boolean isNative(String owner, String name, String descriptor) {
      return descriptor.startsWith("(J")
          || (name.equals("init") && descriptor.endsWith(")J") && CLASSES.contains(owner));
    }

    private void tellAfter(String told, Type result, Type[] types, int[] arguments) {
      StringBuilder descriptor = new StringBuilder("(");
      for (Type t : types) {
        descriptor.append(t.getDescriptor());
      }
      if (result.equals(Type.VOID_TYPE)) {
        load(types, arguments);
        tell(told, descriptor + ")V");
        return;
      }
      int given = newLocal(result);
      mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), given);
      load(types, arguments);
      mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), given);
      tell(told, descriptor + result.getDescriptor() + ")V");
      mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), given);
    }

    private void load(Type[] types, int[] arguments) {
      for (int i = 0; i < types.length; i++) {
        mv.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), arguments[i]);
      }
    }

    private void tell(String what, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, STREAMS, what, descriptor, false);
    }
  }
}
