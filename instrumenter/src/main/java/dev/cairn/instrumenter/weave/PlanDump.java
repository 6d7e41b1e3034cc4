package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.Loop;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a {@link MethodWeavePlan} for people; the same plan gives the same text. */
final class PlanDump {
  private PlanDump() {}

  static String of(MethodWeavePlan plan) {
    StringBuilder out = new StringBuilder();
    out.append(plan.analysis().owner().replace('/', '.')).append('.').append(plan.key());
    out.append(plan.root() ? " root\n" : "\n");
    for (Loop l : plan.analysis().loops().loops()) {
      out.append("  loop ").append(l.ordinal()).append(" line ").append(l.line());
      out.append(" header@").append(l.header()).append(" depth ").append(l.depth());
      out.append(l.irreducible() ? " irreducible\n" : "\n");
    }
    for (Map.Entry<Stage, State> e : plan.stages().entrySet()) {
      out.append("  stage ").append(e.getKey());
      out.append(" locals ").append(e.getValue().locals());
      out.append(" stack ").append(e.getValue().stack()).append('\n');
    }
    if (!plan.constructions().isEmpty()) {
      out.append("  constructions ").append(plan.constructions()).append('\n');
    }
    if (!plan.storageForms().isEmpty()) {
      out.append("  stored and loaded after ").append(plan.storageForms()).append('\n');
    }
    for (Point p : plan.points()) {
      point(out, p);
    }
    if (plan.saving().plainBytes() >= 0) {
      sizes(out, plan.saving());
    }
    return out.toString();
  }

  private static void sizes(StringBuilder out, Saving s) {
    out.append("  bytes ").append(s.plainBytes()).append(" as written, ");
    out.append(s.hotBytes()).append(" hot (saving ").append(s.hotForm()).append("), ");
    out.append(s.cloneBytes()).append(" clone\n");
    s.notes().forEach(n -> out.append("    note: ").append(n.reason()).append('\n'));
  }

  private static void point(StringBuilder out, Point p) {
    WovenPoint info = p.info();
    out.append("  point ").append(info.id()).append(' ').append(info.kind());
    out.append(" line ").append(info.line());
    if (info.kind() == PointKind.LATCH) {
      out.append(" loop ").append(info.loop()).append(" poll ").append(p.poll());
      out.append(p.strips() == null ? "" : " between strips of " + p.strips());
      out.append(" counter ").append(info.counter());
    } else if (info.call() != null) {
      out.append(" call ").append(info.call());
    }
    out.append(" via ").append(p.stages()).append('\n');
    String values = info.values().stream().map(PlanDump::value).collect(Collectors.joining(", "));
    out.append("    pushes ").append(values.isEmpty() ? "nothing" : values).append('\n');
  }

  private static String value(SavedValue v) {
    String name = v.name() == null ? "" : v.name() + ":";
    return v.role().name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + v.slot()
        + " "
        + name
        + v.descriptor();
  }
}
