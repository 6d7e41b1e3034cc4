package dev.cairn.it.made;

import static org.objectweb.asm.Opcodes.*;

import java.util.Map;
import org.objectweb.asm.Label;

/** Hard case 32: {@code jsr} and {@code ret}, as javac made them of finally blocks until 1.4. */
final class Subroutines {
  static final String NAME = "Subroutines";

  private static final String TO_STRING = "(Ljava/lang/String;)Ljava/lang/String;";

  private Subroutines() {}

  static Map<String, byte[]> in(int version) {
    String name = NAME + (version & 0xffff);
    return Map.of(
        name,
        new ClassMaker(version, name)
            .method("twice" + TO_STRING, Subroutines::twice)
            .method("nested" + TO_STRING, Subroutines::nested)
            .method("finallyBlock" + TO_STRING, Subroutines::finallyBlock)
            .method("left" + TO_STRING, Subroutines::left)
            .method(
                ClassMaker.RUN,
                c -> {
                  c.push(name + ":");
                  for (String each : new String[] {"twice", "nested", "finallyBlock", "left"}) {
                    c.invoke(INVOKESTATIC, name + "." + each + TO_STRING);
                  }
                  c.op(ARETURN);
                })
            .bytes());
  }

  /** Entered at two places, where slot 3 holds an int and a text that it doesn't touch. */
  private static void twice(Code c) {
    Label sub = new Label();
    c.push(4).var(ISTORE, 3).jump(JSR, sub);
    c.var(ALOAD, 0).var(ILOAD, 3).appendInt().var(ASTORE, 0);
    c.push("s").var(ASTORE, 3).jump(JSR, sub);
    c.var(ALOAD, 0).var(ALOAD, 3).append().op(ARETURN);
    c.at(sub).var(ASTORE, 1);
    c.var(ALOAD, 0).f(7).appendInt().var(ASTORE, 0);
    c.var(RET, 1);
  }

  /** One inside the other, and a loop around both. */
  private static void nested(Code c) {
    Label outer = new Label();
    Label inner = new Label();
    Label head = new Label();
    Label end = new Label();
    c.op(ICONST_0).var(ISTORE, 1).at(head);
    c.var(ILOAD, 1).op(ICONST_2).jump(IF_ICMPGE, end);
    c.jump(JSR, outer).inc(1).jump(JSR, outer).jump(GOTO, head);
    c.at(end).var(ALOAD, 0).op(ARETURN);
    c.at(outer).var(ASTORE, 2).jump(JSR, inner);
    c.var(ALOAD, 0).f(1).appendInt().var(ASTORE, 0);
    c.jump(JSR, inner).var(RET, 2);
    c.at(inner).var(ASTORE, 4);
    c.var(ALOAD, 0).f(9).appendInt().var(ASTORE, 0).var(RET, 4);
  }

  /** As javac 1.3 compiled try and finally: run at the end and where something is thrown. */
  private static void finallyBlock(Code c) {
    Label from = new Label();
    Label to = new Label();
    Label any = new Label();
    Label sub = new Label();
    Label caught = new Label();
    Label end = new Label();
    c.handler(from, to, any, null);
    c.handler(from, caught, caught, "java/lang/NumberFormatException");
    c.at(from).f(2).op(POP);
    c.push("7").invoke(INVOKESTATIC, "java/lang/Integer.parseInt(Ljava/lang/String;)I").op(POP);
    c.push("x").invoke(INVOKESTATIC, "java/lang/Integer.parseInt(Ljava/lang/String;)I").op(POP);
    c.at(to).jump(JSR, sub).jump(GOTO, end);
    c.at(any).var(ASTORE, 2).jump(JSR, sub).var(ALOAD, 2).op(ATHROW);
    c.at(sub).var(ASTORE, 3);
    c.var(ALOAD, 0).push(" finally ").append().f(5).appendInt().var(ASTORE, 0).var(RET, 3);
    c.at(caught).op(POP).f(6).op(POP);
    c.jump(JSR, sub);
    c.at(end).var(ALOAD, 0).op(ARETURN);
  }

  /** Left by a jump: its return address is dropped, as {@code continue} in a finally block does. */
  private static void left(Code c) {
    Label sub = new Label();
    Label head = new Label();
    Label end = new Label();
    c.op(ICONST_0).var(ISTORE, 1).at(head);
    c.var(ILOAD, 1).op(ICONST_3).jump(IF_ICMPGE, end).inc(1);
    c.jump(JSR, sub).var(ALOAD, 0).push("never").append().var(ASTORE, 0).jump(GOTO, head);
    c.at(sub).op(POP).var(ALOAD, 0).f(3).appendInt().var(ASTORE, 0).jump(GOTO, head);
    c.at(end).var(ALOAD, 0).op(ARETURN);
  }
}
