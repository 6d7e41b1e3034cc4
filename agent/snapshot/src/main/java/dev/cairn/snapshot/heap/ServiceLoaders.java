package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Service loaders that have not begun to look for providers, or have found all: what is between the
 * two are places in this JVM's modules and archives.
 *
 * <pre>
 *   lookupIterator1    stored as foundAll
 *   null               false
 *   at its end         true; restored as an iterator of nothing, which answers the same
 * </pre>
 *
 * The providers that were found are a list of the job's objects. It is only looked at how far an
 * iterator has come: to ask it would look for more.
 */
final class ServiceLoaders {
  private static final Class<?> LOADER = ServiceLoader.class;
  private static final Class<?> IN_MODULES =
      Renewed.type(LOADER.getName() + "$ModuleServicesLookupIterator");
  private static final Class<?> ON_CLASS_PATH =
      Renewed.type(LOADER.getName() + "$LazyClassPathLookupIterator");
  private static final Class<?> RESOURCES = Renewed.type("java.lang.CompoundEnumeration");

  private static final String LOOKUP = "lookupIterator1";

  private static final Refusals.Refusal HALFWAY =
      new Refusals.Refusal(
          "a service loader has looked at some of its providers, and not at all",
          "iterate it to its end before the safe point, or make it anew inside the loop's body");

  private ServiceLoaders() {}

  static void add(Map<String, OtherForms.Form> table) {
    table.put(LOADER.getName(), new OtherForms.Form(Set.of(LOOKUP), List.of(foundAll())));
  }

  private static Shape.Slot foundAll() {
    long lookup = Mem.offset(LOADER, LOOKUP);
    return OtherForms.slot(
        LOADER.getName(),
        "foundAll",
        boolean.class,
        new OtherForm() {
          @Override
          public Object get(Object o) {
            Object iterator = Mem.getRef(o, lookup);
            if (iterator != null && !isAtEnd(iterator)) {
              throw new RefusedValueException(HALFWAY);
            }
            return iterator != null;
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            boolean found = value instanceof Boolean b && b;
            Mem.putRef(o, lookup, found ? Collections.emptyIterator() : null);
          }
        });
  }

  /** Whether it is known that there is nothing more. */
  private static boolean isAtEnd(Object lookup) {
    if (lookup == Collections.emptyIterator()) {
      return true;
    }
    if (lookup.getClass().getEnclosingClass() != LOADER) {
      return false;
    }
    try {
      return isAtEndOfModules(part(lookup, "val$first"))
          && isAtEndOfClassPath(part(lookup, "val$second"));
    } catch (NoSuchElementException e) { // of a module layer, or of a release that looks otherwise
      return false;
    }
  }

  private static boolean isAtEndOfModules(@Nullable Object lookup) {
    return lookup != null
        && lookup.getClass() == IN_MODULES
        && holdsNothing(lookup)
        && part(lookup, "currentLoader") == null
        && part(lookup, "iterator") instanceof Iterator<?> i
        && !i.hasNext(); // over a list
  }

  private static boolean isAtEndOfClassPath(@Nullable Object lookup) {
    if (lookup == null || lookup.getClass() != ON_CLASS_PATH || !holdsNothing(lookup)) {
      return false;
    }
    boolean pending = part(lookup, "pending") instanceof Iterator<?> i && i.hasNext(); // over a set
    return !pending && part(lookup, "configs") instanceof Enumeration<?> e && isAtEnd(e);
  }

  private static boolean isAtEnd(Enumeration<?> resources) {
    if (resources.getClass() != RESOURCES) {
      return resources == Collections.emptyEnumeration();
    }
    Object[] parts = (Object[]) Objects.requireNonNull(part(resources, "enums"));
    return Mem.getInt(resources, Mem.offset(RESOURCES, "index")) >= parts.length;
  }

  private static boolean holdsNothing(Object lookup) {
    return part(lookup, "nextProvider") == null && part(lookup, "nextError") == null;
  }

  private static @Nullable Object part(Object of, String name) {
    Field f =
        Mem.field(of.getClass(), name)
            .orElseThrow(() -> new NoSuchElementException(of.getClass() + " has no " + name));
    return Mem.getRef(of, Mem.fieldOffset(f));
  }
}
