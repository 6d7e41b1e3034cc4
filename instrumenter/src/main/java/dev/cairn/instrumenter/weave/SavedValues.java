package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** What callers are told of the values that are saved at one point. */
final class SavedValues {
  private final MethodAnalysis analysis;
  private final int at;
  private final State state;

  SavedValues(MethodAnalysis analysis, int at, State state) {
    this.analysis = analysis;
    this.at = at;
    this.state = state;
  }

  /** All values in the order of pushing. */
  List<SavedValue> all() {
    List<SavedValue> result = new ArrayList<>();
    for (int i = state.stack().size() - 1; i >= 0; i--) {
      if (state.stackSources().get(i).isPopped()) {
        VType t = state.stack().get(i);
        result.add(
            new SavedValue(SavedValue.Role.OPERAND, t.computational(), t.descriptor(), null, i));
      }
    }
    for (int slot = state.locals().size() - 1; slot >= 0; slot--) {
      Source source = state.localSources().get(slot);
      if (source.isPopped()) {
        VType t = state.locals().get(slot);
        boolean dead = source.kind() == Source.Kind.ZERO;
        LocalVariableNode v = dead ? null : variable(slot);
        result.add(
            new SavedValue(
                SavedValue.Role.LOCAL,
                t.computational(),
                v == null ? t.descriptor() : descriptor(v, t),
                v == null ? null : v.name,
                slot));
      }
    }
    boolean locked = (analysis.method().access & Opcodes.ACC_SYNCHRONIZED) != 0;
    int monitors = state.held().size() + (locked ? 1 : 0);
    for (int depth = 0; depth < monitors; depth++) {
      result.add(
          new SavedValue(
              SavedValue.Role.MONITOR, 'L', VType.JAVA_LANG_OBJECT.descriptor(), null, depth));
    }
    return result;
  }

  /** The name of a loop's counter. */
  String counterName(int slot) {
    LocalVariableNode v = variable(slot);
    return v == null ? "local" + slot : v.name;
  }

  private @Nullable LocalVariableNode variable(int slot) {
    MethodNode method = analysis.method();
    if (method.localVariables != null) {
      for (LocalVariableNode v : method.localVariables) {
        if (v.index == slot
            && method.instructions.indexOf(v.start) <= at
            && at < method.instructions.indexOf(v.end)) {
          return v;
        }
      }
    }
    return null;
  }

  /** The debug entry tells a boolean from an int; of references the verifier knows more. */
  private static String descriptor(LocalVariableNode v, VType type) {
    return type.equals(VType.INT) && VType.of(Type.getType(v.desc)).equals(VType.INT)
        ? v.desc
        : type.descriptor();
  }
}
