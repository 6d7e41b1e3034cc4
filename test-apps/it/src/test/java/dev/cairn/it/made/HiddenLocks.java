package dev.cairn.it.made;

import static org.objectweb.asm.Opcodes.*;

import java.util.Map;
import org.objectweb.asm.Label;

/** Hard case 25: locks that are held, and lie in no local. */
final class HiddenLocks {
  static final String NAME = "HiddenLocks";

  private HiddenLocks() {}

  static Map<String, byte[]> in(int version) {
    String name = NAME + (version & 0xffff);
    return Map.of(
        name,
        new ClassMaker(version, name)
            .method("operand()I", HiddenLocks::operand)
            .method("nested()I", HiddenLocks::nested)
            .method("loop()I", HiddenLocks::loop)
            .method(
                ClassMaker.RUN,
                c ->
                    c.push(name + ": ")
                        .invoke(INVOKESTATIC, name + ".operand()I")
                        .appendInt()
                        .invoke(INVOKESTATIC, name + ".nested()I")
                        .appendInt()
                        .invoke(INVOKESTATIC, name + ".loop()I")
                        .appendInt()
                        .op(ARETURN))
            .bytes());
  }

  private static Code newLock(Code c) {
    return c.type(NEW, "java/lang/Object")
        .op(DUP)
        .invoke(INVOKESPECIAL, "java/lang/Object.<init>()V");
  }

  /** The lock is an operand, and then gone: [o] [o, o] enter [o] ... exit []. */
  private static void operand(Code c) {
    newLock(c).op(DUP, MONITORENTER);
    c.f(3).op(POP).op(DUP).holdsLock().var(ISTORE, 0);
    c.f(1).op(POP).op(DUP, MONITOREXIT).holdsLock();
    c.var(ILOAD, 0).push(10).op(IMUL, IADD, IRETURN);
  }

  /** Two locks, the inner one entered twice; all are operands. */
  private static void nested(Code c) {
    newLock(c).op(DUP, MONITORENTER);
    newLock(c).op(DUP, MONITORENTER).op(DUP, MONITORENTER);
    c.f(2).op(POP);
    c.op(DUP, MONITOREXIT); // once more held
    c.f(2).op(POP).op(DUP).holdsLock().var(ISTORE, 0);
    c.op(DUP, MONITOREXIT).holdsLock().var(ISTORE, 1);
    c.f(2).op(POP).op(DUP).holdsLock().var(ISTORE, 2);
    c.op(MONITOREXIT);
    c.var(ILOAD, 0).push(10).op(IMUL).var(ILOAD, 1).op(IADD);
    c.push(10).op(IMUL).var(ILOAD, 2).op(IADD, IRETURN);
  }

  /** In each turn of a loop another one, below an operand; a handler sees it released. */
  private static void loop(Code c) {
    Label head = new Label();
    Label end = new Label();
    c.op(ICONST_0).var(ISTORE, 0).op(ICONST_0).var(ISTORE, 1).at(head);
    c.var(ILOAD, 0).op(ICONST_3).jump(IF_ICMPGE, end);
    newLock(c).op(DUP, MONITORENTER);
    c.push(5L).f(4).op(I2L, LADD, L2I).var(ISTORE, 2);
    c.op(DUP).holdsLock().var(ILOAD, 1).op(IADD).var(ILOAD, 2).op(IADD).var(ISTORE, 1);
    c.op(MONITOREXIT).f(1).op(POP).inc(0).jump(GOTO, head);
    c.at(end).var(ILOAD, 1).op(IRETURN);
  }
}
