package dev.cairn.instrumenter.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/** A plan for people to read; the same plan always reads the same. */
final class PlanExplanation {
  private PlanExplanation() {}

  /**
   *
   *
   * <pre>
   *   root    com.acme.Main.main([Ljava/lang/String;)V
   *   loops   default
   *   poll    automatic
   *
   *   2 marked loops, each a safe point:
   *     com.acme.Main
   *       run()V  line 12  loop 0  @CheckpointLoop step
   *   3 methods woven, from the root to the safe points:
   *     com.acme.Main
   *       main([Ljava/lang/String;)V  root
   *       run()V
   *   2 kinds of calls checked in them:
   *     run()V
   *   1 note:
   *     com.acme.Lib#&lt;init&gt;()V:7: ...
   * </pre>
   */
  static String of(Plan plan) {
    StringBuilder out = new StringBuilder();
    out.append("root    ").append(plan.root().dotted()).append('\n');
    out.append("loops   ").append(plan.spec().strip().replaceAll("\\R", "; ")).append('\n');
    out.append("poll    ").append(plan.poll().name().toLowerCase(Locale.ROOT));
    out.append("\n\n");
    loops(out, plan.loops());
    woven(out, plan);
    heading(out, plan.checkedCalls().size(), "kind of call", "kinds of calls", " checked in them");
    plan.checkedCalls().forEach(call -> out.append("  ").append(call).append('\n'));
    heading(out, plan.notes().size(), "note", "notes", "");
    plan.notes().forEach(note -> out.append("  ").append(note).append('\n'));
    return out.toString();
  }

  private static void loops(StringBuilder out, SortedMap<String, SortedSet<MarkedLoop>> loops) {
    heading(out, count(loops), "marked loop", "marked loops", ", each a safe point");
    loops.forEach(
        (className, marked) -> {
          out.append("  ").append(Names.dotted(className)).append('\n');
          for (MarkedLoop l : marked) {
            out.append("    ").append(l.method());
            out.append(l.line() < 0 ? "  line unknown" : "  line " + l.line());
            out.append("  loop ").append(l.ordinal()).append("  ").append(l.why()).append('\n');
          }
        });
  }

  private static void woven(StringBuilder out, Plan plan) {
    heading(
        out,
        count(plan.wovenMethods()),
        "method woven",
        "methods woven",
        ", from the root to the safe points");
    plan.wovenMethods()
        .forEach(
            (className, methods) -> {
              out.append("  ").append(Names.dotted(className)).append('\n');
              for (String m : methods) {
                boolean root = plan.root().equals(new Plan.Root(className, m));
                out.append("    ").append(m).append(root ? "  root" : "").append('\n');
              }
            });
  }

  private static int count(Map<?, ? extends Collection<?>> map) {
    return map.values().stream().mapToInt(Collection::size).sum();
  }

  private static void heading(StringBuilder out, int n, String one, String many, String rest) {
    out.append(n).append(' ').append(n == 1 ? one : many).append(rest);
    out.append(n == 0 ? "\n" : ":\n");
  }
}
