package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ClassEntry;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shapes of lambdas' classes. A recipe is only believed when it was tried: the class spun from it
 * must have the same recipe and the same fields.
 */
final class LambdaShapes {
  private LambdaShapes() {}

  /** The shape of a lambda's class, or of a refusal. */
  static Shape of(Class<?> c, char loader, Shape.Fields fields) {
    List<Class<?>> captured = captured(c);
    String why = "its class does not tell which method it calls";
    String casts = null;
    for (LambdaRecipe r : LambdaRecipe.candidates(c)) {
      try {
        Class<?> home = Class.forName(r.host(), false, c.getClassLoader());
        Class<?> again = LambdaSpinner.spin(r, home, captured);
        if (captured.equals(captured(again))
            && LambdaRecipe.references(c).equals(LambdaRecipe.references(again))) {
          if (!LambdaRecipe.types(c).equals(LambdaRecipe.types(again))) {
            casts = "it casts what it is given to a narrower type than its method takes";
            continue;
          }
          LambdaRecipe placed = r.at(LambdaPlaces.of(c, home, captured));
          return new Shape(c, home, loader, placed.text(), ClassEntry.Kind.LAMBDA, fields, null);
        }
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
        Refusals.lambda(casts == null ? why : casts));
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
