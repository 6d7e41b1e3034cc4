package dev.cairn.it.made;

import static org.objectweb.asm.Opcodes.*;

import java.util.Map;
import org.objectweb.asm.Label;

/**
 * Hard case 14: a new object lies in a local, or in several and below operands, while a call with a
 * safe point computes what its constructor is given.
 */
final class UninitializedLocals {
  static final String NAME = "UninitializedLocals";

  private UninitializedLocals() {}

  static Map<String, byte[]> in(int version) {
    String name = NAME + (version & 0xffff);
    return Map.of(
        name,
        new ClassMaker(version, name)
            .method(
                "twoLocals(Ljava/lang/String;)Ljava/lang/String;", UninitializedLocals::twoLocals)
            .method("branches(Ljava/lang/String;)Ljava/lang/String;", UninitializedLocals::branches)
            .method("thrown(Ljava/lang/String;)Ljava/lang/String;", UninitializedLocals::thrown)
            .method(
                ClassMaker.RUN,
                c -> {
                  c.push(name + ":");
                  for (String each : new String[] {"twoLocals", "branches", "thrown"}) {
                    c.invoke(
                        INVOKESTATIC, name + "." + each + "(Ljava/lang/String;)Ljava/lang/String;");
                  }
                  c.op(ARETURN);
                })
            .bytes());
  }

  private static Code initialize(Code c) {
    return c.invoke(INVOKESPECIAL, "java/math/BigInteger.<init>(Ljava/lang/String;I)V");
  }

  private static Code valueOf(Code c) {
    return c.invoke(INVOKEVIRTUAL, "java/math/BigInteger.intValue()I");
  }

  /** In two locals and on the stack; afterwards all three are one object. */
  private static void twoLocals(Code c) {
    c.type(NEW, "java/math/BigInteger").var(ASTORE, 1);
    c.var(ALOAD, 1).op(DUP).var(ASTORE, 3).push(9L).op(POP2);
    initialize(c.push("77").f(8));
    Label other = new Label();
    c.f(1).op(POP);
    c.var(ALOAD, 0);
    c.var(ALOAD, 1).var(ALOAD, 3).jump(IF_ACMPNE, other);
    c.push(" same").append().at(other);
    valueOf(c.var(ALOAD, 3)).appendInt().op(ARETURN);
  }

  /** Two at once, ways that part and meet between, a long below. */
  private static void branches(Code c) {
    Label head = new Label();
    Label end = new Label();
    c.op(ICONST_0).var(ISTORE, 4).at(head);
    c.var(ILOAD, 4).op(ICONST_2).jump(IF_ICMPGE, end).inc(4);
    Label odd = new Label();
    Label both = new Label();
    c.type(NEW, "java/math/BigInteger").var(ASTORE, 1);
    c.push(1L << 40).type(NEW, "java/math/BigInteger").var(ASTORE, 2);
    c.var(ALOAD, 1).push("12").var(ALOAD, 2).push("101");
    c.var(ILOAD, 4).op(ICONST_1).jump(IF_ICMPEQ, odd);
    c.f(10).jump(GOTO, both).at(odd).f(2).at(both);
    initialize(c); // of local 2; below lie long, local 1 and its text
    c.f(16);
    initialize(c);
    c.push(40).op(LSHR, L2I); // 1
    valueOf(c.var(ALOAD, 1)).op(IADD);
    valueOf(c.var(ALOAD, 2)).op(IADD).var(ISTORE, 5);
    c.var(ALOAD, 0).push(" ").append().var(ILOAD, 5).appendInt().var(ASTORE, 0);
    c.jump(GOTO, head).at(end).var(ALOAD, 0).op(ARETURN);
  }

  /**
   * What was to be its argument throws; it stays what it is, and its local is used again. The JDK's
   * methods are on no trace: their lines are the release's.
   */
  private static void thrown(Code c) {
    Label from = new Label();
    Label to = new Label();
    Label handler = new Label();
    c.handler(from, to, handler, "java/lang/ArithmeticException");
    c.type(NEW, "java/math/BigInteger").var(ASTORE, 1).at(from);
    c.var(ALOAD, 1).push("1").f(7).op(POP);
    c.op(ICONST_1, ICONST_0, IDIV);
    initialize(c).at(to);
    c.var(ALOAD, 0).op(ARETURN).at(handler);
    c.f(3).op(POP).var(ASTORE, 2);
    c.f(5).var(ISTORE, 1);
    c.var(ALOAD, 0).push(" caught ").append().var(ILOAD, 1).appendInt();
    c.var(ALOAD, 2).invoke(INVOKEVIRTUAL, "java/lang/Throwable.getMessage()Ljava/lang/String;");
    c.append().op(ARETURN);
  }
}
