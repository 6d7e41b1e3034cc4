package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LabelNode;

/**
 * The code that saves a frame and leaves the method.
 *
 * <pre>
 *   [..., b, a]   push(a); push(b); ...           operands, top first
 *   []            push(local)*                    live locals, highest slot first
 *                 push(lock)*                     monitors, outermost first
 *                 monitorexit*                    innermost first
 *                 return default                  in the root: if (complete()) goto DRIVE
 * </pre>
 *
 * Points whose lists of locals end alike share the code for that end, which keeps methods of many
 * points small. All of it stands outside the method's try ranges.
 */
final class SaveBlocks {
  private final Body body;
  private final LabelNode drive;
  private final Map<Key, LabelNode> known = new HashMap<>();

  private record Slot(char kind, int slot, boolean dead) {}

  private record Key(List<Slot> locals, List<Integer> held) {}

  /**
   * For one copy of a method.
   *
   * @param drive where the root's hot copy goes once all frames are saved
   */
  SaveBlocks(Body body, LabelNode drive) {
    this.body = body;
    this.drive = drive;
  }

  /**
   * Appends the save block of a point to the tail; its operands are on the stack.
   *
   * @param start where the code begins that runs with the point's locks held
   */
  void emit(Point point, LabelNode start) {
    Code tail = body.tail;
    State state = point.state();
    for (int i = state.stack().size() - 1; i >= 0; i--) {
      VType type = state.stack().get(i);
      if (state.stackSources().get(i).equals(Source.SAVED)) {
        push(type.computational());
      } else if (body.frames.has(type)) {
        tail.pop(type);
      }
    }
    List<Slot> slots = new ArrayList<>();
    for (int i = state.locals().size() - 1; i >= 0; i--) {
      Source source = state.localSources().get(i);
      if (source.isPopped()) {
        boolean dead = source.kind() == Source.Kind.ZERO;
        slots.add(new Slot(state.locals().get(i).computational(), i, dead));
      }
    }
    LabelNode end = new LabelNode();
    body.guard(start, end, body.lockSlots(state.held()));
    if (joins(slots, state.held())) {
      tail.label(end);
    } else {
      finish(end, state.held());
    }
  }

  /**
   * Pushes locals one by one, up to where another point's code goes on the same way.
   *
   * @return whether there is such code
   */
  private boolean joins(List<Slot> slots, List<Integer> held) {
    Code tail = body.tail;
    for (int i = 0; i <= slots.size(); i++) {
      List<Slot> rest = slots.subList(i, slots.size());
      Key key = new Key(List.copyOf(rest), held);
      LabelNode here = known.get(key);
      if (here != null) {
        tail.jump(Opcodes.GOTO, here);
        return true;
      }
      here = new LabelNode();
      known.put(key, here);
      tail.label(here).frame(body.frames.of(types(rest), List.of()));
      if (i < slots.size()) {
        Slot s = slots.get(i);
        if (s.dead()) {
          tail.zero(s.kind());
        } else {
          tail.load(s.kind(), s.slot());
        }
        push(s.kind());
      }
    }
    return false;
  }

  private void finish(LabelNode end, List<Integer> held) {
    Code tail = body.tail;
    MethodWeavePlan plan = body.plan;
    if (plan.isSynchronized()) {
      loadMethodLock();
      push('L');
    }
    for (int m : held) {
      tail.load('L', plan.layout().shadow(m));
      push('L');
    }
    tail.label(end);
    Body.release(tail, body.lockSlots(held));
    if (plan.root() && !body.clone) {
      tail.woven(RuntimeCalls.COMPLETE, RuntimeCalls.COMPLETE_DESCRIPTOR).jump(Opcodes.IFNE, drive);
    }
    tail.returnZero(body.returnKind);
  }

  /** A static synchronized method's lock is its class, which old class files can't name by ldc. */
  private void loadMethodLock() {
    MethodWeavePlan plan = body.plan;
    Code tail = body.tail;
    if (body.clone || !plan.isStatic()) {
      tail.load('L', plan.layout().methodLock());
    } else if (body.classConstants()) {
      tail.constant(Type.getObjectType(plan.analysis().owner()));
    } else {
      tail.constant(plan.analysis().owner().replace('/', '.'))
          .invoke(
              Opcodes.INVOKESTATIC,
              "java/lang/Class",
              "forName",
              "(Ljava/lang/String;)Ljava/lang/Class;");
    }
  }

  private void push(char kind) {
    body.tail.woven(RuntimeCalls.PUSH, RuntimeCalls.pushDescriptor(kind));
  }

  /** What the shared code may rely on: the locals it still has to push. */
  private List<VType> types(List<Slot> slots) {
    int size = slots.isEmpty() ? 0 : slots.get(0).slot() + 2;
    VType[] result = new VType[size];
    Arrays.fill(result, VType.TOP);
    for (Slot s : slots) {
      if (s.dead()) {
        continue;
      }
      result[s.slot()] =
          switch (s.kind()) {
            case 'I' -> VType.INT;
            case 'J' -> VType.LONG;
            case 'F' -> VType.FLOAT;
            case 'D' -> VType.DOUBLE;
            default -> VType.JAVA_LANG_OBJECT;
          };
    }
    return List.of(result).subList(0, Math.min(size, body.plan.layout().base()));
  }
}
