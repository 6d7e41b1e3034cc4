package dev.cairn.runtime;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the job's stack can be saved: is every frame between root and safe point woven, and
 * at a call after which it looks whether it has to save itself?
 *
 * <p>A frame is judged by itself and by the frame inside it. The bytecode index isn't used: it
 * shifts when another agent transforms the class after us. Instead every call in a woven method
 * with the name and descriptor of a may-checkpoint call is checked, so that the inner frame's name
 * and descriptor tell. Between woven frames may stand {@link AdapterFrames}, and our own re-entry,
 * {@link Woven}, with the method handle's frames under it.
 */
final class StackCheck {
  /**
   * A walk makes so many objects before it begins; for a deep stack it makes ever more at a time.
   */
  private static final int FIRST_BATCH = 8;

  private static final StackWalker WALKER =
      StackWalker.getInstance(
          Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES), FIRST_BATCH);

  static final String COMPUTE = "; compute the argument before the object is made";

  /** A frame that shall be saved. */
  record Expected(Class<?> owner, String method) {}

  /** Either the frames to be saved, innermost first, or the pin. */
  record Result(List<Expected> expected, @Nullable Pin pin) {}

  private final WovenMethods job;
  private final List<Expected> expected = new ArrayList<>();
  private @Nullable Pin pin;
  private final AdapterFrames between = new AdapterFrames();
  private @Nullable String inner;
  private int rootAt = -1;
  private @Nullable Pin pinAtRoot;
  private boolean driven;

  private StackCheck(WovenMethods job) {
    this.job = job;
  }

  static Result check(WovenMethods job) {
    return WALKER.walk(new StackCheck(job)::walk);
  }

  /** Whether a root that asks to be entered was called from inside the job. */
  static boolean insideRoot(WovenMethods job) {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(
                    f ->
                        job.woven(f.getDeclaringClass(), f.getMethodName(), f.getDescriptor())
                            == null)
                .skip(1) // the root that asks
                .anyMatch(f -> isJobs(job, f)));
  }

  private static boolean isJobs(WovenMethods job, StackFrame f) {
    Class<?> c = f.getDeclaringClass();
    if (c == Woven.class) {
      return f.getMethodName().startsWith("drive");
    }
    WovenMethod m = job.woven(c, f.getMethodName(), f.getDescriptor());
    return m != null && m.root();
  }

  private Result walk(Stream<StackFrame> frames) {
    frames.forEach(this::visit); // the shortest way through the JDK: what is under drive is little
    if (!driven) { // the outermost activation of the root is the job's
      if (rootAt < 0) {
        return new Result(
            List.of(),
            new Pin(
                "-",
                "the root is not on the stack: its class is still being initialised, or it has returned"));
      }
      return new Result(List.copyOf(expected.subList(0, rootAt + 1)), pinAtRoot);
    }
    return new Result(List.copyOf(expected), pin);
  }

  private void visit(StackFrame f) {
    if (driven) {
      return;
    }
    Class<?> c = f.getDeclaringClass();
    String name = f.getMethodName();
    if (c == Woven.class || c == StackCheck.class) {
      boolean drives = name.startsWith("drive");
      if (drives || name.startsWith("reenter")) {
        if (!between.areHandles()) {
          addPin(between.unknown());
        }
        between.clear();
        driven = drives;
        inner = null; // a clone always looks after re-entry; adapters in between are gone by now
      }
      return;
    }
    WovenMethod m = job.woven(c, name, f.getDescriptor());
    if (m == null) {
      between.add(f);
      return;
    }
    if (!between.isEmpty()) {
      Pin unsaveable = between.pin(inner);
      if (unsaveable != null) {
        addPin(unsaveable);
      }
      inner = between.called();
      between.clear();
    }
    if (inner != null && !m.checkedCalls().contains(inner)) {
      addPin(
          new Pin(
              AdapterFrames.show(f),
              m.key().startsWith("<init>")
                  ? "a constructor can't be saved in a call of "
                      + inner
                      + " where it makes one before super(...) or this(...) has returned"
                      + COMPUTE
                  : "is in a call of " + inner + " that the plan does not know"));
    }
    expected.add(new Expected(job.owner(c), m.key()));
    inner = m.checkedKey(job.owner(c));
    if (m.root()) {
      rootAt = expected.size() - 1;
      pinAtRoot = pin;
    }
  }

  private void addPin(Pin p) {
    if (pin == null) {
      pin = p;
    }
  }
}
