package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.List;

/**
 * What a method's locals and operands have to be at a place where the clone goes on.
 *
 * @param locals types by slot
 * @param localSources where each comes from, by slot
 * @param stack types of the operands, bottom first
 * @param stackSources where each comes from
 * @param held the monitorenter instructions whose locks are held, outermost first
 */
record State(
    List<VType> locals,
    List<Source> localSources,
    List<VType> stack,
    List<Source> stackSources,
    List<Integer> held) {
  State {
    locals = List.copyOf(locals);
    localSources = List.copyOf(localSources);
    stack = List.copyOf(stack);
    stackSources = List.copyOf(stackSources);
    held = List.copyOf(held);
  }
}
