package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of each class, found once. A {@link ClassValue}, not a map: a map keyed by classes
 * would give them identity hashes, which the job could see. Thread-safe.
 */
final class Shapes extends ClassValue<Shape> {
  private final ClassLoader application;

  Shapes(ClassLoader application) {
    this.application = application;
  }

  /** B, P or A; {@code ?} for a loader of the job's own. Of an array its element's. */
  char loaderOf(Class<?> c) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    ClassLoader l = element.getClassLoader();
    if (l == null) {
      return 'B';
    }
    if (l == application) {
      return 'A';
    }
    return l == ClassLoader.getPlatformClassLoader() ? 'P' : '?';
  }

  @Override
  protected Shape computeValue(Class<?> c) {
    char loader = loaderOf(c);
    if (c == String.class) {
      return new Shape(c, c, loader, c.getName(), ClassEntry.Kind.STRING, List.of(), null, true);
    }
    if (c == Pattern.class) {
      return new Shape(c, c, loader, c.getName(), ClassEntry.Kind.TEXT, List.of(), null, false);
    }
    if (c.isArray()) {
      Class<?> element = c;
      while (element.isArray()) {
        element = element.getComponentType();
      }
      Refusals.Refusal r =
          element.isHidden()
              ? Refusals.hidden()
              : loader == '?' ? Refusals.foreignLoader(element) : null;
      return new Shape(c, c, loader, c.getName(), ClassEntry.Kind.ARRAY, List.of(), r, false);
    }
    if (LambdaRecipe.isLambda(c) && loader != '?') {
      return LambdaShapes.of(c, loader, slots(c));
    }
    Refusals.Refusal refusal = refusal(c, loader);
    List<Shape.Slot> slots = List.of();
    boolean hashes = false;
    if (refusal == null) {
      try {
        slots = slots(c);
      } catch (LinkageError e) {
        refusal = Refusals.unreadable(c, e);
      }
      hashes = hashes(c);
    }
    return new Shape(c, c, loader, c.getName(), ClassEntry.Kind.INSTANCE, slots, refusal, hashes);
  }

  private Refusals.@Nullable Refusal refusal(Class<?> c, char loader) {
    if (c.isHidden()) {
      return Refusals.hidden();
    }
    if (Proxy.isProxyClass(c)) {
      return Refusals.proxy();
    }
    if (loader == '?') {
      return Refusals.foreignLoader(c);
    }
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      if (loaderOf(k) != 'A') {
        if (!JdkClasses.copied(k)) {
          return Refusals.unknown(k);
        }
      } else {
        ClassFacts facts = ClassFacts.of(k);
        if (facts == null || facts.natives()) {
          return Refusals.nativeMethods(k);
        }
      }
    }
    return null;
  }

  private static boolean hashes(Class<?> c) {
    for (Class<?> k = c; k != null && k != Object.class && k != Enum.class; k = k.getSuperclass()) {
      ClassFacts facts = ClassFacts.of(k);
      if (facts == null || facts.hashes()) {
        return true;
      }
    }
    return false;
  }

  /** Superclasses' fields first, then by name, then by type: bytecode may overload fields. */
  private static List<Shape.Slot> slots(Class<?> c) {
    long base = addressBase(c);
    List<Class<?>> chain = new ArrayList<>();
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      chain.add(k);
    }
    Collections.reverse(chain);
    List<Shape.Slot> slots = new ArrayList<>();
    for (Class<?> k : chain) {
      Arrays.stream(Mem.fields(k))
          .filter(f -> !Modifier.isStatic(f.getModifiers()))
          .filter(f -> !JdkClasses.dropped(k.getName(), f.getName()))
          .sorted(BY_NAME)
          .forEach(f -> slots.add(slot(f, base)));
    }
    return slots;
  }

  private static Shape.Slot slot(Field f, long addressBase) {
    FieldEntry entry = entry(f);
    boolean address = f.getDeclaringClass() == Buffer.class && f.getName().equals("address");
    return new Shape.Slot(
        entry, entry.kind(), f.getType(), Mem.fieldOffset(f), address ? addressBase : 0);
  }

  /**
   * What a heap buffer's address counts from: the array's first element. A view ({@code
   * ByteBufferAsIntBufferL}) lies over a {@code byte[]}.
   */
  private static long addressBase(Class<?> c) {
    if (Buffer.class.isAssignableFrom(c) && c.getSimpleName().startsWith("Heap")) {
      for (Class<?> k = c; k != null; k = k.getSuperclass()) {
        for (Field f : Mem.fields(k)) {
          if (f.getName().equals("hb")) {
            return Mem.arrayBase(f.getType());
          }
        }
      }
    }
    return Mem.BYTES;
  }

  static FieldEntry entry(Field f) {
    Class<?> c = f.getDeclaringClass();
    return new FieldEntry(
        c.isHidden() ? "lambda" : c.getName(), f.getName(), f.getType().descriptorString());
  }

  /** The canonical order of one class's fields. */
  static final Comparator<Field> BY_NAME =
      Comparator.comparing(Field::getName).thenComparing(f -> f.getType().descriptorString());
}
