package dev.cairn.it.made;

import static org.objectweb.asm.Opcodes.*;

import java.util.Map;
import org.objectweb.asm.Label;

/** Hard case 34: slots that hold now this, now that, half of a long or nothing, and aren't read. */
final class UnusedSlots {
  static final String NAME = "UnusedSlots";

  private UnusedSlots() {}

  static Map<String, byte[]> in(int version) {
    String name = NAME + (version & 0xffff);
    return Map.of(
        name, new ClassMaker(version, name).method(ClassMaker.RUN, c -> run(name, c)).bytes());
  }

  /** Slots 2 to 5 differ on each way into the loop's header and around it. */
  private static void run(String name, Code c) {
    Label head = new Label();
    Label odd = new Label();
    Label met = new Label();
    Label end = new Label();
    c.push(name + ": ").var(ASTORE, 0);
    c.push(1L << 50).var(LSTORE, 2).push("held").var(ASTORE, 4);
    c.op(ICONST_0).var(ISTORE, 1).at(head);
    c.var(ILOAD, 1).op(ICONST_4).jump(IF_ICMPGE, end).inc(1);
    c.var(ILOAD, 1).op(ICONST_1, IAND).jump(IFNE, odd);
    c.push(0.5f).var(FSTORE, 3).op(ICONST_2).type(ANEWARRAY, "java/lang/String").var(ASTORE, 4);
    c.var(ALOAD, 0).f(1).appendInt().var(ASTORE, 0).jump(GOTO, met);
    c.at(odd).push(0.25).var(DSTORE, 2).op(ACONST_NULL).var(ASTORE, 5);
    c.var(ALOAD, 0).f(2).appendInt().var(ASTORE, 0);
    c.at(met).var(ALOAD, 0).f(3).appendInt().var(ASTORE, 0);
    c.push(7).var(ISTORE, 3).jump(GOTO, head);
    c.at(end).push("read").var(ASTORE, 2);
    c.f(4).op(POP).var(ALOAD, 0).var(ALOAD, 2).append().op(ARETURN);
  }
}
