package dev.cairn.instrumenter.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Interpreter;

/** The result type of every instruction. It checks nothing: the original is taken to verify. */
final class TypeInterpreter extends Interpreter<VType> {
  private final boolean constructor;
  private final InsnList instructions;
  private final TypeMerge merge;

  TypeInterpreter(MethodNode method, TypeHierarchy hierarchy) {
    super(ClassTree.API);
    this.constructor = method.name.equals("<init>");
    this.instructions = method.instructions;
    this.merge = new TypeMerge(hierarchy);
  }

  /** A constructor begins with an object that nobody has initialised (JVMS 4.10.1.6). */
  @Override
  public VType newParameterValue(boolean isInstanceMethod, int local, Type type) {
    return constructor && local == 0 ? VType.UNINITIALIZED_THIS : VType.of(type);
  }

  @Override
  @SuppressWarnings("NullAway") // the contract of Interpreter: null for void
  public @Nullable VType newValue(@Nullable Type type) {
    if (type == null) {
      return VType.TOP;
    }
    return type.getSort() == Type.VOID ? null : VType.of(type);
  }

  @Override
  public VType newOperation(AbstractInsnNode insn) {
    return switch (insn.getOpcode()) {
      case Opcodes.ACONST_NULL -> VType.NULL;
      case Opcodes.LCONST_0, Opcodes.LCONST_1 -> VType.LONG;
      case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2 -> VType.FLOAT;
      case Opcodes.DCONST_0, Opcodes.DCONST_1 -> VType.DOUBLE;
      case Opcodes.LDC -> constant(((LdcInsnNode) insn).cst);
      case Opcodes.GETSTATIC -> VType.of(Type.getType(((FieldInsnNode) insn).desc));
      case Opcodes.NEW ->
          VType.uninitialized(((TypeInsnNode) insn).desc, instructions.indexOf(insn));
      default -> VType.INT; // iconst, bipush, sipush
    };
  }

  private static VType constant(Object value) {
    if (value instanceof Integer) {
      return VType.INT;
    } else if (value instanceof Float) {
      return VType.FLOAT;
    } else if (value instanceof Long) {
      return VType.LONG;
    } else if (value instanceof Double) {
      return VType.DOUBLE;
    } else if (value instanceof String) {
      return VType.object("java/lang/String");
    } else if (value instanceof Type type) {
      return VType.object(
          type.getSort() == Type.METHOD ? "java/lang/invoke/MethodType" : "java/lang/Class");
    } else if (value instanceof Handle) {
      return VType.object("java/lang/invoke/MethodHandle");
    }
    return VType.of(Type.getType(((ConstantDynamic) value).getDescriptor()));
  }

  @Override
  public VType copyOperation(AbstractInsnNode insn, VType value) {
    return value;
  }

  @Override
  @SuppressWarnings("NullAway") // the contract of Interpreter: null where nothing is pushed
  public @Nullable VType unaryOperation(AbstractInsnNode insn, VType value) {
    return switch (insn.getOpcode()) {
      case Opcodes.INEG,
          Opcodes.IINC,
          Opcodes.L2I,
          Opcodes.F2I,
          Opcodes.D2I,
          Opcodes.I2B,
          Opcodes.I2C,
          Opcodes.I2S,
          Opcodes.ARRAYLENGTH,
          Opcodes.INSTANCEOF ->
          VType.INT;
      case Opcodes.FNEG, Opcodes.I2F, Opcodes.L2F, Opcodes.D2F -> VType.FLOAT;
      case Opcodes.LNEG, Opcodes.I2L, Opcodes.F2L, Opcodes.D2L -> VType.LONG;
      case Opcodes.DNEG, Opcodes.I2D, Opcodes.L2D, Opcodes.F2D -> VType.DOUBLE;
      case Opcodes.GETFIELD -> VType.of(Type.getType(((FieldInsnNode) insn).desc));
      case Opcodes.NEWARRAY -> VType.object("[" + primitive(((IntInsnNode) insn).operand));
      case Opcodes.ANEWARRAY ->
          VType.object("[" + Type.getObjectType(((TypeInsnNode) insn).desc).getDescriptor());
      case Opcodes.CHECKCAST -> VType.object(((TypeInsnNode) insn).desc);
      default -> null; // ifs, switches, returns, putstatic, athrow, monitors
    };
  }

  private static char primitive(int operand) {
    return switch (operand) {
      case Opcodes.T_BOOLEAN -> 'Z';
      case Opcodes.T_CHAR -> 'C';
      case Opcodes.T_BYTE -> 'B';
      case Opcodes.T_SHORT -> 'S';
      case Opcodes.T_INT -> 'I';
      case Opcodes.T_FLOAT -> 'F';
      case Opcodes.T_DOUBLE -> 'D';
      default -> 'J';
    };
  }

  @Override
  @SuppressWarnings("NullAway") // the contract of Interpreter: null where nothing is pushed
  public @Nullable VType binaryOperation(AbstractInsnNode insn, VType a, VType b) {
    return switch (insn.getOpcode()) {
      case Opcodes.LALOAD,
          Opcodes.LADD,
          Opcodes.LSUB,
          Opcodes.LMUL,
          Opcodes.LDIV,
          Opcodes.LREM,
          Opcodes.LSHL,
          Opcodes.LSHR,
          Opcodes.LUSHR,
          Opcodes.LAND,
          Opcodes.LOR,
          Opcodes.LXOR ->
          VType.LONG;
      case Opcodes.FALOAD, Opcodes.FADD, Opcodes.FSUB, Opcodes.FMUL, Opcodes.FDIV, Opcodes.FREM ->
          VType.FLOAT;
      case Opcodes.DALOAD, Opcodes.DADD, Opcodes.DSUB, Opcodes.DMUL, Opcodes.DDIV, Opcodes.DREM ->
          VType.DOUBLE;
      case Opcodes.AALOAD -> element(a);
      case Opcodes.IF_ICMPEQ,
          Opcodes.IF_ICMPNE,
          Opcodes.IF_ICMPLT,
          Opcodes.IF_ICMPGE,
          Opcodes.IF_ICMPGT,
          Opcodes.IF_ICMPLE,
          Opcodes.IF_ACMPEQ,
          Opcodes.IF_ACMPNE,
          Opcodes.PUTFIELD ->
          null;
      default -> VType.INT;
    };
  }

  private static VType element(VType array) {
    if (!array.isArray()) {
      return VType.NULL; // null[i] throws; its type is null (JVMS 4.10.1.9.aaload)
    }
    Type element = Type.getType(array.name().substring(1));
    return VType.object(element.getInternalName());
  }

  @Override
  @SuppressWarnings("NullAway") // the contract of Interpreter: null where nothing is pushed
  public @Nullable VType ternaryOperation(AbstractInsnNode insn, VType a, VType b, VType c) {
    return null; // array stores
  }

  @Override
  @SuppressWarnings("NullAway") // the contract of Interpreter: null for void
  public @Nullable VType naryOperation(AbstractInsnNode insn, List<? extends VType> values) {
    if (insn instanceof MultiANewArrayInsnNode array) {
      return VType.object(array.desc);
    }
    String descriptor =
        insn instanceof InvokeDynamicInsnNode indy ? indy.desc : ((MethodInsnNode) insn).desc;
    return newValue(Type.getReturnType(descriptor));
  }

  @Override
  public void returnOperation(AbstractInsnNode insn, VType value, VType expected) {}

  @Override
  public VType merge(VType a, VType b) {
    return merge.merge(a, b);
  }
}
