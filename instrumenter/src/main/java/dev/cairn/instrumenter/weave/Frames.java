package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Makes the stack map frames of one copy of a method: the method's own locals, then the weaver's.
 * Makes none in classes without stack maps.
 */
final class Frames {
  private final boolean declared;
  private final int base;
  private final List<VType> extras;
  private final BitSet dropped;
  private final IntFunction<LabelNode> labelOfNew;

  /**
   * For one copy of a method.
   *
   * @param declared whether the method has stack maps
   * @param base the method's own number of slots
   * @param extras types of the weaver's locals from {@code base} on, by slot
   * @param dropped {@code new} instructions whose uninitialized values this copy doesn't have
   * @param labelOfNew the label before a {@code new} instruction
   */
  Frames(
      boolean declared,
      int base,
      List<VType> extras,
      BitSet dropped,
      IntFunction<LabelNode> labelOfNew) {
    this.declared = declared;
    this.base = base;
    this.extras = List.copyOf(extras);
    this.dropped = dropped;
    this.labelOfNew = labelOfNew;
  }

  boolean hasExtras() {
    return !extras.isEmpty();
  }

  /** Whether this copy has an object that is uninitialized in the original. */
  boolean has(VType type) {
    return type.kind() != VType.Kind.UNINITIALIZED || !dropped.get(type.newAt());
  }

  /**
   * A full frame, or null where the method has none.
   *
   * @param locals types by slot, at most {@code base}
   * @param stack bottom first
   */
  @Nullable FrameNode of(List<VType> locals, List<VType> stack) {
    if (!declared) {
      return null;
    }
    List<VType> slots = new ArrayList<>(locals);
    while (slots.size() < base) {
      slots.add(VType.TOP);
    }
    slots.addAll(extras);
    return frame(slots, stack);
  }

  /** A frame that promises no local at all. */
  @Nullable FrameNode bare() {
    return declared ? frame(List.of(), List.of()) : null;
  }

  private FrameNode frame(List<VType> slots, List<VType> stack) {
    List<Object> locals = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      VType type = has(slots.get(i)) ? slots.get(i) : VType.TOP;
      locals.add(entry(type));
      i += type.getSize() - 1;
    }
    while (!locals.isEmpty() && locals.get(locals.size() - 1).equals(Opcodes.TOP)) {
      locals.remove(locals.size() - 1);
    }
    List<Object> operands = new ArrayList<>();
    for (VType t : stack) {
      if (has(t)) {
        operands.add(entry(t));
      }
    }
    return new FrameNode(
        Opcodes.F_NEW, locals.size(), locals.toArray(), operands.size(), operands.toArray());
  }

  private Object entry(VType type) {
    return switch (type.kind()) {
      case TOP -> Opcodes.TOP;
      case INT -> Opcodes.INTEGER;
      case FLOAT -> Opcodes.FLOAT;
      case LONG -> Opcodes.LONG;
      case DOUBLE -> Opcodes.DOUBLE;
      case NULL -> Opcodes.NULL;
      case UNINITIALIZED_THIS -> Opcodes.UNINITIALIZED_THIS;
      case UNINITIALIZED -> labelOfNew.apply(type.newAt());
      case OBJECT -> type.name();
    };
  }
}
