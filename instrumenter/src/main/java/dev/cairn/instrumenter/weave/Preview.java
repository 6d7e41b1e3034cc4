package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassSource;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.PlanNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What weaving will have to say to a plan, found by weaving all its classes and keeping none. */
public final class Preview {
  private Preview() {}

  /** Methods that can't be woven, and those that come out too large for HotSpot. */
  public static List<PlanNote> of(Plan plan, ClassSource source, TypeHierarchy hierarchy) {
    List<PlanNote> notes = new ArrayList<>();
    Set<String> own = Set.copyOf(source.applicationClasses());
    for (String name : plan.wovenMethods().keySet()) {
      byte[] bytes = own.contains(name) ? source.bytes(name) : null; // the JDK's are left to it
      if (bytes != null) {
        notes.addAll(of(plan, name, bytes, hierarchy));
      }
    }
    return notes;
  }

  private static List<PlanNote> of(Plan plan, String name, byte[] bytes, TypeHierarchy hierarchy) {
    List<PlanNote> notes = new ArrayList<>();
    try {
      WovenClass woven = Weaver.weave(bytes, plan.forClass(name), plan.poll(), hierarchy);
      for (UnsupportedMethod u : woven.unsupported()) {
        notes.add(new PlanNote(name, u.key(), u.line(), "not woven: " + u.reason()));
      }
      for (SizeNote n : woven.notes()) {
        notes.add(new PlanNote(name, n.key(), n.line(), n.reason()));
      }
    } catch (NotWeavableException e) {
      notes.add(new PlanNote(name, "", e.line(), "not woven: " + e.getMessage()));
    }
    return notes;
  }
}
