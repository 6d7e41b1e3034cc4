package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ClassEntry;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shapes of lambdas' classes. A recipe is only believed when it was tried: the class spun from it
 * must have the same recipe and the same fields.
 */
final class LambdaShapes {
  private static final String CASTS =
      "what its expression casts to is not to be told from its class";

  private LambdaShapes() {}

  /** The shape of a lambda's class, or of a refusal. */
  static Shape of(Class<?> c, char loader, Shape.Fields fields) {
    List<Class<?>> captured = captured(c);
    String why = "its class does not tell which method it calls";
    boolean casts = false;
    for (LambdaRecipe r : LambdaRecipe.candidates(c)) {
      try {
        Class<?> home = Class.forName(r.host(), false, c.getClassLoader());
        LambdaFacts facts = LambdaFacts.of(c);
        LambdaFacts again = facts(r, home, captured);
        if (!facts.references().equals(again.references())) {
          continue;
        }
        LambdaRecipe known = facts.equals(again) ? r : narrowed(r, home, captured, facts);
        if (known != null) {
          LambdaRecipe placed = known.at(LambdaPlaces.of(c, home, captured));
          return new Shape(c, home, loader, placed.text(), ClassEntry.Kind.LAMBDA, fields, null);
        }
        casts = true;
      } catch (ReflectiveOperationException
          | LambdaConversionException
          | IllegalArgumentException
          | IndexOutOfBoundsException
          | LinkageError e) {
        why = e.toString(); // not this one, then
      }
    }
    return new Shape(
        c,
        c,
        loader,
        c.getName(),
        ClassEntry.Kind.LAMBDA,
        fields,
        Refusals.lambda(casts ? CASTS : why));
  }

  /**
   * The recipe with the narrower types that its host knows and that make the same class; null where
   * none do, or several that don't cast alike.
   */
  private static @Nullable LambdaRecipe narrowed(
      LambdaRecipe r, Class<?> home, List<Class<?>> captured, LambdaFacts facts)
      throws ReflectiveOperationException {
    Map<String, LambdaRecipe> found = new HashMap<>();
    for (MethodType types : InstantiatedTypes.of(r, home, facts)) {
      LambdaRecipe narrowed = r.as(types.descriptorString());
      if (facts.equals(factsOrNull(narrowed, home, captured))) {
        found.putIfAbsent(InstantiatedTypes.casts(types, r, home), narrowed);
      }
    }
    return found.size() == 1 ? found.values().iterator().next() : null;
  }

  /** Null where they don't fit together: the type is another expression's. */
  private static @Nullable LambdaFacts factsOrNull(
      LambdaRecipe r, Class<?> home, List<Class<?>> captured) throws ReflectiveOperationException {
    try {
      return facts(r, home, captured);
    } catch (LambdaConversionException e) {
      return null;
    }
  }

  private static LambdaFacts facts(LambdaRecipe r, Class<?> home, List<Class<?>> captured)
      throws ReflectiveOperationException, LambdaConversionException {
    Class<?> spun = LambdaSpinner.spin(r, home, captured);
    if (!captured.equals(captured(spun))) {
      throw new LambdaConversionException("other fields");
    }
    return LambdaFacts.of(spun);
  }

  /** The types of the captured values, from a snapshot's fields. */
  static List<Class<?>> captured(ClassEntry e, @Nullable ClassLoader loader) {
    StringBuilder types = new StringBuilder("(");
    e.fields().stream()
        .sorted(Comparator.comparingInt(f -> number(f.name())))
        .forEach(f -> types.append(f.type()));
    return MethodType.fromMethodDescriptorString(types.append(")V").toString(), loader)
        .parameterList();
  }

  /** The types of the captured values: fields arg$1, arg$2, ... in the order of their numbers. */
  private static List<Class<?>> captured(Class<?> c) {
    return Arrays.stream(Mem.fields(c))
        .filter(f -> !Modifier.isStatic(f.getModifiers()))
        .sorted(Comparator.comparingInt(f -> number(f.getName())))
        .<Class<?>>map(Field::getType)
        .toList();
  }

  private static int number(String field) {
    try {
      return Integer.parseInt(field.substring(field.indexOf('$') + 1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
