package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * points small. In the form {@link SaveForm#OUTLINED} the pushes stand in {@link SaveMethods}. All
 * of it stands outside the method's try ranges.
 */
final class SaveBlocks {
  private final Body body;
  private final LabelNode drive;
  private final @Nullable SaveMethods methods;
  private final Map<SaveRest, LabelNode> known = new HashMap<>();
  private final Map<Left, LabelNode> left = new HashMap<>();
  private final SaveTree tree = new SaveTree();
  private final Map<SaveRest, Integer> arrivals = new HashMap<>();
  private final SaveCuts cuts;

  // Records' own equals and hashCode would be linked at their first use, at every start.

  /** An operand where points share code: of references all that matters is that they are some. */
  private record Operand(VType type, boolean saved) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Operand x && x.type.equals(type) && x.saved == saved;
    }

    @Override
    public int hashCode() {
      return type.hashCode() * 31 + (saved ? 1 : 0);
    }
  }

  /** What code right after a call has to do. */
  private record Left(List<Operand> stack, VType result, SaveRest rest) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Left x
          && x.stack.equals(stack)
          && x.result.equals(result)
          && x.rest.equals(rest);
    }

    @Override
    public int hashCode() {
      return (stack.hashCode() * 31 + result.hashCode()) * 31 + rest.hashCode();
    }
  }

  /**
   * For one copy of a method.
   *
   * @param drive where the root's hot copy goes once all frames are saved
   * @param methods for what is outlined; null where the class may get no methods
   */
  SaveBlocks(Body body, LabelNode drive, @Nullable SaveMethods methods) {
    this.body = body;
    this.drive = drive;
    this.methods = methods;
    List<SaveRest> outlined = new ArrayList<>();
    for (Point p : body.plan.points()) {
      SaveRest rest = rest(p.state());
      arrive(rest);
      if (isOutlined(p.state())) {
        outlined.add(rest);
      }
    }
    this.cuts = new SaveCuts(outlined);
  }

  /** Counts the ways that lead to each place; nobody goes twice from a place to the next. */
  private void arrive(SaveRest whole) {
    SaveRest r = whole;
    while (arrivals.merge(r, 1, Integer::sum) == 1 && !r.isEmpty()) {
      r = r.next();
    }
  }

  private SaveRest rest(State state) {
    return tree.of(slots(state), state.held(), body.group(state.locals()));
  }

  /**
   * Where a method goes that leaves at a call: one place for all points with the same work to do.
   *
   * <pre>
   *   S: [operands, result]   pop result; SAVE
   * </pre>
   */
  LabelNode afterCall(Point point, Type returned) {
    State state = point.state();
    List<Operand> operands = new ArrayList<>();
    List<VType> stack = new ArrayList<>();
    for (int i = 0; i < state.stack().size(); i++) {
      VType type = shared(state.stack().get(i));
      operands.add(new Operand(type, state.stackSources().get(i).equals(Source.SAVED)));
      stack.add(type);
    }
    VType result = returned.getSort() == Type.VOID ? VType.TOP : shared(VType.of(returned));
    Left key = new Left(operands, result, rest(state));
    LabelNode there = left.get(key);
    if (there != null) {
      return there;
    }
    LabelNode here = new LabelNode();
    left.put(key, here);
    if (!result.equals(VType.TOP)) {
      stack.add(result);
    }
    Code tail = body.tail;
    tail.label(here).frame(body.frames.of(types(key.rest()), stack));
    tail.line(point.info().line());
    if (!result.equals(VType.TOP)) {
      tail.pop(result);
    }
    emit(point, here);
    return here;
  }

  /** Where a frame says so, any reference may be there; else only the same may meet. */
  private VType shared(VType type) {
    boolean any = type.kind() == VType.Kind.OBJECT && body.plan.analysis().types().declared();
    return any ? VType.JAVA_LANG_OBJECT : type;
  }

  /**
   * Appends the save block of a point to the tail; its operands are on the stack.
   *
   * @param start where the code begins that runs with the point's locks held
   */
  void emit(Point point, LabelNode start) {
    Code tail = body.tail;
    State state = point.state();
    LabelNode end = new LabelNode();
    body.guard(start, end, body.lockSlots(state.held()), state.locals());
    if (methods != null && isOutlined(state)) {
      outlined(methods, state, end);
      return;
    }
    for (int i = state.stack().size() - 1; i >= 0; i--) {
      VType type = state.stack().get(i);
      if (state.stackSources().get(i).equals(Source.SAVED)) {
        push(type.computational());
      } else if (body.frames.has(type)) {
        tail.pop(type);
      }
    }
    if (joins(rest(state))) {
      tail.label(end);
    } else {
      finish(end, state);
    }
  }

  /** The locals that are saved, lowest slot first. */
  private static List<SaveSlot> slots(State state) {
    List<SaveSlot> slots = new ArrayList<>();
    for (int i = 0; i < state.locals().size(); i++) {
      Source source = state.localSources().get(i);
      if (source.isPopped()) {
        boolean dead = source.kind() == Source.Kind.ZERO;
        slots.add(new SaveSlot(state.locals().get(i).computational(), i, dead));
      }
    }
    return slots;
  }

  /**
   * Pushes locals one by one, up to where another point's code goes on the same way.
   *
   * @return whether there is such code
   */
  private boolean joins(SaveRest all) {
    for (SaveRest r = all; !jumps(r); r = r.next()) {
      if (r.isEmpty()) {
        return false;
      }
      load(r.first());
      push(r.first().kind());
    }
    return true;
  }

  /**
   * Goes where this is saved; where there is no such place, it begins here. A place to which only
   * one way leads needs no frame: a method with hundreds of locals would have as many of hundreds
   * of entries at each point.
   */
  private boolean jumps(SaveRest rest) {
    LabelNode here = known.get(rest);
    if (here != null) {
      body.tail.jump(Opcodes.GOTO, here);
      return true;
    }
    if (arrivals.getOrDefault(rest, 0) < 2) {
      return false;
    }
    here = new LabelNode();
    known.put(rest, here);
    body.tail.label(here).frame(body.frames.of(types(rest), List.of()));
    return false;
  }

  private void load(SaveSlot s) {
    if (s.dead()) {
      body.tail.zero(s.kind());
    } else {
      body.tail.load(s.kind(), s.slot());
    }
  }

  private void finish(LabelNode end, State state) {
    Code tail = body.tail;
    MethodWeavePlan plan = body.plan;
    List<Integer> held = state.held();
    if (plan.isSynchronized()) {
      loadMethodLock();
      push('L');
    }
    for (int m : held) {
      tail.load('L', plan.layout().shadow(m));
      push('L');
    }
    tail.constant(plan.key()).woven(RuntimeCalls.SAVING, RuntimeCalls.SAVING_DESCRIPTOR);
    tail.label(end);
    Body.release(tail, body.lockSlots(held));
    if (drives()) {
      complete(body.group(state.locals()));
    }
    tail.returnZero(body.returnKind);
  }

  private boolean drives() {
    return body.plan.root() && !body.clone;
  }

  /**
   * Whether a point's values can be arguments of one call: there aren't too many, and all operands
   * that are not saved lie under those that are.
   */
  private boolean isOutlined(State state) {
    if (methods == null || body.plan.saving().hotForm() != SaveForm.OUTLINED || drives()) {
      return false;
    }
    int words = state.stack().stream().mapToInt(VType::getSize).sum();
    words += slots(state).stream().mapToInt(s -> SaveMethods.size(s.kind())).sum();
    return words + state.held().size() < SaveMethods.WORDS && firstSaved(state) >= 0;
  }

  /** Position of the lowest operand that is saved, or -1 where one that isn't lies above it. */
  private static int firstSaved(State state) {
    int first = 0;
    while (first < state.stack().size() && !state.stackSources().get(first).equals(Source.SAVED)) {
      first++;
    }
    for (int i = first; i < state.stack().size(); i++) {
      if (!state.stackSources().get(i).equals(Source.SAVED)) {
        return -1;
      }
    }
    return first;
  }

  /**
   * Hands what is saved to methods of the class, which push it: in one call, or part by part where
   * others go on in the same way ({@link SaveCuts}).
   *
   * <pre>
   *   [.., b, a]   load locals, highest slot first
   *                call (b, a, locals)V                 pop what is not saved; goto or go on
   *                load locals; load locks, outermost first
   *                call (locals, locks)R                monitorexit*; return what it gave: a default
   * </pre>
   */
  private void outlined(SaveMethods methods, State state, LabelNode end) {
    SaveRest all = rest(state);
    String operands = operands(state);
    boolean below = firstSaved(state) > 0;
    SaveRest at = all;
    SaveRest cut = cuts.from(all);
    while (cut != null) {
      String part = part(at, cut);
      if (!operands.isEmpty() || !part.isEmpty()) {
        methods.push(body.tail, operands, part);
      }
      operands = "";
      if (below) {
        popUnsaved(state);
        below = false;
      }
      if (jumps(cut)) {
        body.tail.label(end);
        return;
      }
      at = cut;
      cut = cut.isEmpty() ? null : cuts.from(cut.next());
    }
    StringBuilder locks = new StringBuilder();
    String part = part(at, null);
    if (body.plan.isSynchronized()) {
      loadMethodLock();
      locks.append('L');
    }
    for (int m : state.held()) {
      body.tail.load('L', body.plan.layout().shadow(m));
      locks.append('L');
    }
    String returned = Type.getReturnType(body.method.desc).getDescriptor();
    methods.finish(body.tail, operands, part + locks, returned);
    body.tail.label(end);
    Body.release(body.tail, body.lockSlots(state.held()));
    body.tail.returns(body.returnKind);
  }

  private static String operands(State state) {
    StringBuilder kinds = new StringBuilder();
    for (int i = firstSaved(state); i < state.stack().size(); i++) {
      kinds.append(state.stack().get(i).computational());
    }
    return kinds.toString();
  }

  /**
   * Loads locals, up to where {@code to} is what is left, or all; gives their kinds, in lower case
   * where a default is saved instead.
   */
  private String part(SaveRest from, @Nullable SaveRest to) {
    StringBuilder kinds = new StringBuilder();
    for (SaveRest r = from; r != to && !r.isEmpty(); r = r.next()) {
      SaveSlot s = r.first();
      if (s.dead()) {
        kinds.append(Character.toLowerCase(s.kind()));
      } else {
        load(s);
        kinds.append(s.kind());
      }
    }
    return kinds.toString();
  }

  /** Operands that are not saved, which lie under those that are. */
  private void popUnsaved(State state) {
    for (int i = firstSaved(state) - 1; i >= 0; i--) {
      VType type = state.stack().get(i);
      if (body.frames.has(type)) {
        body.tail.pop(type);
      }
    }
  }

  /**
   * Drives the job where all is saved, by the code that the prologue uses if their ways may join.
   */
  private void complete(int group) {
    Code tail = body.tail;
    tail.woven(RuntimeCalls.COMPLETE, RuntimeCalls.COMPLETE_DESCRIPTOR);
    if (group == body.group(body.plan.analysis().types().locals(0))) {
      tail.jump(Opcodes.IFNE, drive);
    } else {
      LabelNode out = new LabelNode();
      tail.jump(Opcodes.IFEQ, out);
      HotCopy.drive(body);
      tail.label(out);
    }
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
  private List<VType> types(SaveRest rest) {
    int size = rest.isEmpty() ? 0 : rest.first().slot() + 2;
    VType[] result = new VType[Math.min(size, body.plan.layout().base())];
    Arrays.fill(result, VType.TOP);
    for (SaveRest r = rest; !r.isEmpty(); r = r.next()) {
      SaveSlot s = r.first();
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
    return List.of(result);
  }
}
