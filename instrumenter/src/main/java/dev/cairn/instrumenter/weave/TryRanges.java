package dev.cairn.instrumenter.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Takes code of the weaver's out of the try ranges that it stands in.
 *
 * <pre>
 *   [start                   end) H       [start  from) H   [to  end) H
 *          [from  to)                =&gt;
 * </pre>
 *
 * The program's handlers have nothing to do with that code. And C1 joins all locals at the handler
 * for each instruction in its range that may throw: for a method of many calls within one range the
 * checks would come to more virtual registers than it has, and it would be left half compiled.
 */
final class TryRanges {
  /**
   * Code to take out.
   *
   * @param from its first label
   * @param to the label behind it
   */
  record Gap(LabelNode from, LabelNode to) {}

  private TryRanges() {}

  /**
   * Splits the method's ranges; their order is kept.
   *
   * @param gaps in any order, none overlapping another
   */
  static void cut(MethodNode method, List<Gap> gaps) {
    if (gaps.isEmpty() || method.tryCatchBlocks.isEmpty()) {
      return;
    }
    Map<LabelNode, Integer> at = positions(method);
    List<Gap> sorted = new ArrayList<>(gaps);
    sorted.sort((a, b) -> Integer.compare(position(at, a.from()), position(at, b.from())));
    List<TryCatchBlockNode> result = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      LabelNode start = block.start;
      int end = position(at, block.end);
      for (Gap gap : sorted) {
        if (position(at, gap.from()) >= position(at, start) && position(at, gap.to()) <= end) {
          add(result, at, block, start, gap.from());
          start = gap.to();
        }
      }
      add(result, at, block, start, block.end);
    }
    method.tryCatchBlocks = result;
  }

  private static void add(
      List<TryCatchBlockNode> result,
      Map<LabelNode, Integer> at,
      TryCatchBlockNode block,
      LabelNode start,
      LabelNode end) {
    if (position(at, start) < position(at, end)) {
      TryCatchBlockNode part = new TryCatchBlockNode(start, end, block.handler, block.type);
      part.visibleTypeAnnotations = block.visibleTypeAnnotations;
      part.invisibleTypeAnnotations = block.invisibleTypeAnnotations;
      result.add(part);
    }
  }

  private static int position(Map<LabelNode, Integer> at, LabelNode label) {
    Integer position = at.get(label);
    if (position == null) {
      throw new IllegalStateException("a range's label is not in the method");
    }
    return position;
  }

  /** How many instructions come before each label. */
  private static Map<LabelNode, Integer> positions(MethodNode method) {
    Map<LabelNode, Integer> at = new HashMap<>();
    int n = 0;
    for (AbstractInsnNode i : method.instructions) {
      if (i instanceof LabelNode label) {
        at.put(label, n);
      } else if (i.getOpcode() >= 0) {
        n++;
      }
    }
    return at;
  }
}
