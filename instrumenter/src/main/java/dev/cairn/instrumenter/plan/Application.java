package dev.cairn.instrumenter.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks up what the user names, and says what may have been meant where there is no such thing. */
final class Application {
  private final ClassIndex index;
  private final Hierarchy hierarchy;

  Application(ClassIndex index, Hierarchy hierarchy) {
    this.index = index;
    this.hierarchy = hierarchy;
  }

  /** The class of a name, a nested one with {@code .} or {@code $}; or null. */
  @Nullable ClassInfo find(String internalName) {
    String name = internalName;
    ClassInfo info = index.application(name);
    for (int slash = name.lastIndexOf('/');
        info == null && slash > 0;
        slash = name.lastIndexOf('/', slash - 1)) {
      name = name.substring(0, slash) + '$' + name.substring(slash + 1);
      info = index.application(name);
    }
    return info;
  }

  /** {@code "no class com.acme.Mian; did you mean com.acme.Main?"}. */
  String noClass(String internalName) {
    List<String> names =
        index.applicationClasses().stream().map(c -> Names.dotted(c.name())).toList();
    String dotted = Names.dotted(internalName);
    return "no class " + dotted + NearestNames.didYouMean(dotted, names);
  }

  /**
   * The class's own methods with code of that name, and of that descriptor unless it is null.
   *
   * @return in the class file's order; empty where there is none
   */
  static List<MethodRef> methods(ClassInfo owner, String name, @Nullable String descriptor) {
    List<MethodRef> found = new ArrayList<>();
    for (ClassInfo.Member m : owner.methods().values()) {
      if (m.hasCode()
          && m.name().equals(name)
          && (descriptor == null || m.descriptor().equals(descriptor))) {
        found.add(new MethodRef(owner.name(), m.name(), m.descriptor()));
      }
    }
    return found;
  }

  /** Why {@link #methods} gave nothing: abstract, inherited, of other parameters, or mistyped. */
  String noMethod(ClassInfo owner, String name, @Nullable String descriptor) {
    String shown = Names.dotted(owner.name()) + "#" + name + (descriptor == null ? "" : descriptor);
    if (descriptor != null && !methods(owner, name, null).isEmpty()) {
      return "no method "
          + shown
          + "; there is "
          + String.join(
              " and ",
              methods(owner, name, null).stream().map(m -> m.name() + m.descriptor()).toList());
    }
    for (ClassInfo.Member m : owner.methods().values()) {
      if (m.name().equals(name)) {
        return shown + " is abstract or native and has no code; name the class that implements it";
      }
    }
    for (String type : hierarchy.supertypes(owner.name())) {
      ClassInfo c = index.application(type);
      if (c != null && !methods(c, name, descriptor).isEmpty()) {
        return shown + " is inherited; say " + Names.dotted(type) + "#" + name;
      }
    }
    TreeSet<String> names = new TreeSet<>();
    owner.methods().values().forEach(m -> names.add(m.name()));
    return "no method " + shown + NearestNames.didYouMean(name, names);
  }
}
