package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** What {@code pop}, {@code dup} and {@code swap} do, in terms of whole values (JVMS 6.5). */
final class StackShuffle {
  private StackShuffle() {}

  /** Positions of the values that the instruction takes, bottom first. */
  static int[] taken(int opcode, List<VType> stack) {
    int n =
        switch (opcode) {
          case Opcodes.POP, Opcodes.DUP -> 1;
          case Opcodes.SWAP, Opcodes.DUP_X1 -> 2;
          case Opcodes.POP2, Opcodes.DUP2 -> pair(stack, 0);
          case Opcodes.DUP_X2 -> 1 + pair(stack, 1);
          case Opcodes.DUP2_X1 -> pair(stack, 0) + 1;
          case Opcodes.DUP2_X2 -> pair(stack, 0) + pair(stack, pair(stack, 0));
          default -> throw new IllegalArgumentException("no shuffle: " + opcode);
        };
    int[] result = new int[n];
    for (int i = 0; i < n; i++) {
      result[i] = stack.size() - n + i;
    }
    return result;
  }

  /** Positions, before, of the values that stand there after, bottom first. */
  static int[] left(int opcode, int[] in, List<VType> stack) {
    int top =
        switch (opcode) {
          case Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2 -> 1;
          case Opcodes.DUP2, Opcodes.DUP2_X1, Opcodes.DUP2_X2 -> pair(stack, 0);
          default -> 0;
        };
    if (opcode == Opcodes.SWAP) {
      return new int[] {in[1], in[0]};
    }
    if (top == 0) {
      return new int[0];
    }
    int[] result = new int[in.length + top];
    System.arraycopy(in, in.length - top, result, 0, top);
    System.arraycopy(in, 0, result, top, in.length);
    return result;
  }

  /** How many values make two words below the topmost {@code skip}: one wide, or two. */
  private static int pair(List<VType> stack, int skip) {
    return stack.get(stack.size() - 1 - skip).getSize() == 2 ? 1 : 2;
  }
}
