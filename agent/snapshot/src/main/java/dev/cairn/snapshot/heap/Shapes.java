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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of each class, found once. A {@link ClassValue}, not a map: a map keyed by classes
 * would give them identity hashes, which the job could see. Thread-safe.
 */
final class Shapes extends ClassValue<Shape> {
  private final ClassLoader application;
  private final Codecs codecs;
  private final StaticFields statics;

  /**
   * @param codecs loaded before the first shape is asked for
   */
  Shapes(ClassLoader application, Codecs codecs) {
    this.application = application;
    this.codecs = codecs;
    this.statics = new StaticFields(codecs);
  }

  /** The loader of the job's classes. */
  ClassLoader application() {
    return application;
  }

  /** B, P or A; {@code ?} for a loader of the job's own. Of an array its element's. */
  char loaderOf(Class<?> c) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    ClassLoader l = element.getClassLoader();
    if (l == null || Generators.isAlgorithm(element)) {
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
      return new Shape(c, c, loader, c.getName(), ClassEntry.Kind.STRING, Shape.Fields.NONE, null);
    }
    if (Recreated.is(c)) {
      String name = Recreated.name(c);
      return new Shape(c, c, loader, name, ClassEntry.Kind.TEXT, Shape.Fields.NONE, null);
    }
    if (c.isArray()) {
      Class<?> element = c;
      while (element.isArray()) {
        element = element.getComponentType();
      }
      Refusals.Refusal r =
          element.isHidden()
              ? Refusals.hidden()
              : loader == '?' && !JobLoaders.carries(element)
                  ? Refusals.foreignLoader(element)
                  : null;
      return new Shape(c, c, loader, c.getName(), ClassEntry.Kind.ARRAY, Shape.Fields.NONE, r);
    }
    if (LambdaRecipe.isLambda(c) && loader != '?') {
      return LambdaShapes.of(c, loader, fields(c));
    }
    if (Proxy.isProxyClass(c) && loader != '?') {
      return proxy(c, loader);
    }
    Refusals.Refusal refusal = refusal(c, loader);
    Shape.Fields fields = Shape.Fields.NONE;
    if (refusal == null) {
      try {
        fields = fields(c);
      } catch (LinkageError e) {
        refusal = Refusals.unreadable(c, e);
      } catch (RebuiltField.MisusedException e) {
        refusal = e.refusal();
      }
    }
    String name = JdkNames.stored(Generators.commonName(c.getName()));
    return new Shape(c, c, loader, name, ClassEntry.Kind.INSTANCE, fields, refusal);
  }

  /** A dynamic proxy's class follows from its interfaces; its one field is the handler. */
  private Shape proxy(Class<?> c, char loader) {
    boolean foreign = false;
    for (Class<?> i : c.getInterfaces()) {
      foreign |= loaderOf(i) == '?';
    }
    return new Shape(
        c,
        Proxy.class,
        loader,
        ProxyClasses.name(c),
        ClassEntry.Kind.LAMBDA,
        fields(c),
        foreign ? Refusals.foreignLoader(c) : null);
  }

  private Refusals.@Nullable Refusal refusal(Class<?> c, char loader) {
    if (c.isHidden()) {
      return Refusals.hidden();
    }
    if (loader == '?' && !JobLoaders.carries(c)) {
      return Refusals.foreignLoader(c);
    }
    if (codecs.isCodec(c)) {
      return Refusals.codecInJob();
    }
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      if ("BP".indexOf(loaderOf(k)) >= 0) {
        if (!JdkClasses.copied(k) && !LoaderFields.is(k)) {
          return Refusals.unknown(k);
        }
      } else {
        ClassFacts facts = ClassFacts.of(k);
        if (facts == null || (facts.natives() && !codecs.admit(k))) {
          return Refusals.nativeMethods(k);
        }
        if (codecs.of(k) != null && IdleView.concerns(c)) {
          return Refusals.codecOfThread();
        }
      }
    }
    return null;
  }

  /** Superclasses' fields first, then by name, then by type: bytecode may overload fields. */
  private Shape.Fields fields(Class<?> c) {
    long base = addressBase(c);
    List<Class<?>> chain = new ArrayList<>();
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      chain.add(k);
    }
    Collections.reverse(chain);
    List<Shape.Slot> stored = new ArrayList<>();
    List<Shape.Unstored> unstored = new ArrayList<>();
    List<RebuiltField> rebuilt = new ArrayList<>();
    Map<String, Field> outers = new HashMap<>();
    for (Class<?> k : chain) {
      if (k == Thread.class) {
        stored.addAll(ThreadFields.slots());
        continue;
      }
      if (LoaderFields.is(k)) {
        stored.addAll(LoaderFields.slots(k, statics));
        continue;
      }
      boolean jdk = k.getClassLoader() == null;
      List<Field> own =
          Arrays.stream(Mem.fields(k))
              .filter(f -> !Modifier.isStatic(f.getModifiers()))
              .sorted(BY_NAME)
              .toList();
      List<Shape.Slot> ownStored = new ArrayList<>(JdkViews.of(k));
      Codec codec = codecs.of(k);
      if (codec != null) {
        ownStored.add(codec.slot());
      }
      OtherForms.Form form = OtherForms.of(c, k);
      if (form != null) {
        ownStored.addAll(form.slots());
      }
      for (Field f : own) {
        if (codec != null && codec.isHandle(f.getName())) {
          continue;
        }
        if (form != null && form.replaced().contains(f.getName())) {
          continue;
        }
        RebuiltField again = RebuiltField.of(f);
        if (again != null) {
          rebuilt.add(again);
          continue;
        }
        Shape.Slot slot = slot(c, f, base);
        boolean outer = jdk && f.isSynthetic() && f.getName().startsWith("this$");
        Field same = outer ? outers.put(f.getName(), f) : null;
        JdkFields.Policy policy =
            same != null && same.getType() == f.getType()
                ? JdkFields.Policy.OUTER
                : JdkFields.policy(k.getName(), f.getName());
        if (policy == JdkFields.Policy.STORED) {
          ownStored.add(slot);
        } else {
          unstored.add(new Shape.Unstored(slot, policy, same == null ? 0 : Mem.fieldOffset(same)));
        }
      }
      ownStored.sort(
          Comparator.comparing((Shape.Slot s) -> s.entry().name())
              .thenComparing(s -> s.entry().type()));
      stored.addAll(ownStored);
    }
    return new Shape.Fields(stored, unstored, rebuilt);
  }

  private static Shape.Slot slot(Class<?> c, Field f, long addressBase) {
    FieldEntry entry = JdkNames.stored(entry(f));
    boolean address = f.getDeclaringClass() == Buffer.class && f.getName().equals("address");
    boolean direct = address && DirectBuffers.is(c);
    long counted = direct ? 0 : address ? addressBase : DueTimes.is(f) ? DueTimes.BASE : 0;
    SlotView view =
        direct ? DirectBuffers::start : Referents.is(f) ? Referents::of : BuilderForm.view(f);
    view = view == null ? ForkJoinTasks.view(f) : view;
    return new Shape.Slot(entry, entry.kind(), f.getType(), Mem.fieldOffset(f), counted, 0, view);
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
    // A view of characters lies over no array.
    return c.getName().equals("java.nio.StringCharBuffer") ? 0 : Mem.BYTES;
  }

  static FieldEntry entry(Field f) {
    Class<?> c = f.getDeclaringClass();
    return new FieldEntry(
        c.isHidden() ? "lambda" : Generators.commonName(c.getName()),
        f.getName(),
        f.getType().descriptorString());
  }

  /** The canonical order of one class's fields. */
  static final Comparator<Field> BY_NAME =
      Comparator.comparing(Field::getName).thenComparing(f -> f.getType().descriptorString());
}
