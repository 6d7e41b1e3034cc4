package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.file.OpenFile;
import dev.cairn.snapshot.format.AnchorEntry;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SnapshotReader;
import java.io.FileDescriptor;
import java.lang.invoke.LambdaConversionException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Builds a snapshot's objects in two passes: all are allocated, then filled, so that no order among
 * them matters and nothing recurses. Each reference's type is checked before it is put.
 */
final class HeapBuilder {
  private final SnapshotReader reader;
  private final HeapLayout layout;
  private final ClassTable classes;
  private final Shapes shapes;
  private final NamedObjects named;
  private final @Nullable Object[] objects;
  private final int[][] numbers;
  private final List<Shape> shapeOf = new ArrayList<>();
  private final Instances instances = new Instances();
  private final Recreated recreated;
  private final List<Descriptors.Closed> closed = new ArrayList<>();

  /**
   * A restored object with what its fields don't hold.
   *
   * @param content an array that may be filled later; null where it has none
   */
  record Outside(Object object, @Nullable Object content) {}

  private final List<Outside> direct = new ArrayList<>();
  private final List<Outside> streams = new ArrayList<>();
  private final List<Outside> classValues = new ArrayList<>();
  private final List<Coded> coded = new ArrayList<>();

  /** By recipe: lambdas that capture nothing, of which each place makes one. */
  private final Map<String, Object> theOne = new HashMap<>();

  HeapBuilder(
      SnapshotReader reader,
      HeapLayout layout,
      ClassTable classes,
      Shapes shapes,
      NamedObjects named) {
    this.reader = reader;
    this.layout = layout;
    this.classes = classes;
    this.shapes = shapes;
    this.named = named;
    this.recreated = new Recreated(shapes, classes::load);
    this.objects = new @Nullable Object[layout.objects() + 1];
    this.numbers = new int[layout.classes().size()][];
  }

  /** Builds all objects; then {@link #object} gives them. */
  void build() {
    for (int c = 0; c < numbers.length; c++) {
      numbers[c] = new int[layout.classes().get(c).count()];
    }
    for (int n = 1; n <= layout.objects(); n++) {
      int c = layout.classOf(n);
      if (c < 0) {
        anchor(n);
      } else {
        numbers[c][layout.ordinal(n)] = n;
      }
    }
    for (int c = 0; c < numbers.length; c++) {
      Shape shape = resolve(layout.classes().get(c));
      shapeOf.add(shape);
      allocate(c, shape);
    }
    ObjectFiller filler = new ObjectFiller(reader, layout, shapeOf, objects);
    for (int c = 0; c < numbers.length; c++) {
      fill(c, shapeOf.get(c), filler);
      layout.data().release(layout.column(c, 0), layout.end(c));
    }
    layout.data().readRest();
  }

  /** Gives an object that is made already; before {@link #build}. */
  void preset(int number, Object o) {
    objects[number] = o;
  }

  /** Whether an object is there before {@link #build}. */
  boolean isPreset(int number) {
    return objects[number] != null;
  }

  /** Object {@code number}, or null for 0. */
  @Nullable Object object(int number, SectionId section, long at) {
    if (number < 0 || number >= objects.length) {
      throw reader.damaged(section, at, "there is no object " + number);
    }
    return objects[number];
  }

  /** The object of an anchor; several places may ask before {@link #build}. */
  Object anchor(int number) {
    Object known = objects[number];
    if (known != null) {
      return known;
    }
    AnchorEntry a = layout.anchors().get(layout.ordinal(number));
    Object o;
    if (a.kind() == AnchorEntry.Kind.CLASS) {
      if (a.name().length() < 3 || "BPAD".indexOf(a.name().charAt(0)) < 0) {
        throw reader.damaged(SectionId.ANCHORS, 0, "a class called '" + a.name() + "'");
      }
      o = classes.load(a.name().charAt(0), a.name().substring(2));
    } else {
      o = named.resolve(a);
    }
    if (o == null) {
      throw new SnapshotMismatchException(
          "this JVM has no "
              + a.name()
              + " ("
              + a.kind()
              + "); resume with the Java release and options that the job ran with");
    }
    objects[number] = o;
    return o;
  }

  private Shape resolve(ClassEntry e) {
    Class<?> c =
        switch (e.kind()) {
          case LAMBDA -> ProxyClasses.isName(e.name()) ? proxy(e) : lambda(e);
          case ARRAY -> classes.load(e.loader(), e.name());
          default -> home(e.loader(), e.name());
        };
    Shape shape = shapes.get(c);
    if (e.kind() == ClassEntry.Kind.TEXT) {
      if (!Recreated.is(c) || !e.fields().isEmpty()) {
        throw reader.damaged(SectionId.CLASSES, 0, e.name() + " can't be of kind " + e.kind());
      }
      return new Shape(c, c, 'B', e.name(), e.kind(), Shape.Fields.NONE, null);
    }
    Codec.requireAll(e, shape.slots());
    Refusals.Refusal refusal = shape.refusal();
    if (refusal != null) {
      throw new SnapshotMismatchException(
          "objects of " + e.name() + " can't be made here: " + refusal.reason());
    }
    ClassEntry here = shape.entry(e.count()).in(e.loader(), e.name());
    if (!here.equals(e)) {
      if (here.kind() == e.kind() && here.name().equals(e.name())) {
        throw ClassTable.shape(e.name(), fields(e), fields(here));
      }
      throw reader.damaged(SectionId.CLASSES, 0, e.name() + " can't be of kind " + e.kind());
    }
    return shape;
  }

  private Class<?> home(char loader, String name) {
    return loader == 'A' ? classes.application(name) : classes.load(loader, JdkNames.here(name));
  }

  private Class<?> proxy(ClassEntry e) {
    try {
      return ProxyClasses.find(e.name(), classes.loader(e.loader()));
    } catch (IllegalArgumentException x) {
      throw reader.damaged(SectionId.CLASSES, 0, e.name() + ": " + x.getMessage());
    }
  }

  private Class<?> lambda(ClassEntry e) {
    LambdaRecipe r = LambdaRecipe.parse(e.name());
    if (r == null) {
      throw reader.damaged(SectionId.CLASSES, 0, "a lambda called '" + e.name() + "'");
    }
    Class<?> host = home(e.loader(), r.host());
    try {
      List<Class<?>> captured = LambdaShapes.captured(e, host.getClassLoader());
      if (r.place() < 0) {
        return LambdaSpinner.spin(r, host, captured);
      }
      Object made = LambdaSpinner.made(LambdaPlaces.link(r, host, captured));
      if (captured.isEmpty()) {
        theOne.put(e.name(), made);
      }
      return made.getClass();
    } catch (ReflectiveOperationException
        | LambdaConversionException
        | RuntimeException // whatever the JDK makes of a descriptor that is none
        | LinkageError x) {
      throw new SnapshotMismatchException(
          "a lambda of "
              + r.host()
              + " ("
              + r.name()
              + r.descriptor()
              + ") can't be made here ("
              + x
              + "); resume with the classes and the Java release that the job ran with");
    }
  }

  private static List<String> fields(ClassEntry e) {
    return e.fields().stream().map(f -> f + " of type " + f.type()).toList();
  }

  private void allocate(int c, Shape shape) {
    int[] own = numbers[c];
    switch (shape.kind()) {
      case STRING -> {
        long done = layout.column(c, 0);
        for (int i = 0; i < own.length; i++) {
          objects[own[i]] = layout.string(c, i);
          done = layout.data().releaseBehind(done, layout.start(c, i));
        }
      }
      case TEXT -> {
        for (int i = 0; i < own.length; i++) {
          objects[own[i]] = text(shape.name(), layout.string(c, i), c, i);
        }
      }
      case ARRAY -> {
        Class<?> element = shape.type().getComponentType();
        for (int i = 0; i < own.length; i++) {
          objects[own[i]] = Array.newInstance(element, layout.length(c, i));
        }
      }
      default -> {
        instances.make(shape.type(), objects, unmade(shape, own));
        Object one = theOne.get(shape.name());
        if (one != null && own.length > 0) {
          objects[own[0]] = one;
        }
        if (Thread.class.isAssignableFrom(shape.type())) {
          for (int n : own) {
            NewThreads.ready((Thread) made(n));
          }
        }
      }
    }
  }

  /** Class loaders are made before all others. */
  private int[] unmade(Shape shape, int[] own) {
    return ClassLoader.class.isAssignableFrom(shape.type())
        ? Arrays.stream(own).filter(n -> objects[n] == null).toArray()
        : own;
  }

  private Object text(String className, String text, int c, int i) {
    try {
      return recreated.make(className, text);
    } catch (SnapshotMismatchException e) {
      throw e;
    } catch (RuntimeException e) { // whatever the JDK makes of a text that is none
      String what = e instanceof PatternSyntaxException p ? p.getDescription() : e.getMessage();
      throw reader.damaged(SectionId.DATA, layout.start(c, i), className + ": " + what);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new SnapshotMismatchException(
          "a "
              + className
              + " can't be made here ("
              + e
              + "); resume with the classes and the Java release that the job ran with");
    }
  }

  private void fill(int c, Shape shape, ObjectFiller filler) {
    switch (shape.kind()) {
      case STRING, TEXT -> {}
      case ARRAY -> {
        Class<?> element = shape.type().getComponentType();
        if (element.isPrimitive()) {
          filler.primitives(c, shape.type(), layout.classes().get(c).element(), numbers[c]);
        } else {
          filler.references(c, element, numbers[c]);
        }
      }
      default -> {
        filler.fields(c, shape.slots(), numbers[c]);
        for (int f = 0; f < shape.slots().size(); f++) {
          if (shape.slots().get(f).entry().equals(JdkViews.FILE)) {
            closed(c, layout.column(c, f));
          } else if (shape.slots().get(f).entry().equals(JdkViews.DIRECT)) {
            content(c, layout.column(c, f), byte[].class, direct);
          } else if (ZlibState.is(shape.slots().get(f).entry())) {
            content(c, layout.column(c, f), byte[].class, streams);
          } else if (shape.slots().get(f).entry().equals(ClassValues.VALUES)) {
            content(c, layout.column(c, f), Object[].class, classValues);
          } else if (shape.slots().get(f).view() instanceof Codec.Written w) {
            coded(c, layout.column(c, f), w.codec());
          }
        }
        for (Shape.Unstored u : shape.unstored()) {
          for (int n : numbers[c]) {
            u.restore(made(n));
          }
        }
      }
    }
  }

  /** Notes what the restored descriptors are to be open on. */
  private void closed(int c, long column) {
    long at = column;
    for (int n : numbers[c]) {
      Object v = object(layout.data().getInt(at), SectionId.DATA, at);
      if (v != null) {
        OpenFile file = v instanceof String s ? OpenFile.parse(s) : null;
        if (file == null) {
          throw reader.damaged(SectionId.DATA, at, "not an open file: " + v);
        }
        closed.add(new Descriptors.Closed((FileDescriptor) made(n), file));
      }
      at += Integer.BYTES;
    }
  }

  /** Notes what of restored objects lies outside of the heap. */
  private void content(int c, long column, Class<?> type, List<Outside> to) {
    long at = column;
    for (int n : numbers[c]) {
      Object v = object(layout.data().getInt(at), SectionId.DATA, at);
      if (v != null && v.getClass() != type) {
        throw reader.damaged(
            SectionId.DATA, at, "not a " + type.getTypeName() + ": " + v.getClass());
      }
      to.add(new Outside(made(n), v));
      at += Integer.BYTES;
    }
  }

  /** Has an object's native state made again. */
  private record Coded(int number, Consumer<Rebuilding> step) {}

  /** Notes the native state of the restored objects. */
  private void coded(int c, long column, Codec codec) {
    long at = column;
    for (int n : numbers[c]) {
      if (!(object(layout.data().getInt(at), SectionId.DATA, at) instanceof byte[] bytes)) {
        throw reader.damaged(SectionId.DATA, at, "no bytes of codec " + codec.name());
      }
      coded.add(new Coded(n, r -> r.add(codec, made(n), bytes)));
      at += Integer.BYTES;
    }
  }

  /** Direct buffers of bytes, as they are without their memory. */
  List<Outside> direct() {
    return direct;
  }

  /** Deflaters and inflaters, as they are without their native streams. */
  List<Outside> streams() {
    return streams;
  }

  /** Objects of {@link ClassValue}, as they are without their values. */
  List<Outside> classValues() {
    return classValues;
  }

  /** Descriptors that are to be opened again. */
  List<Descriptors.Closed> closed() {
    return closed;
  }

  /** Adds the objects whose native state is to be made again, by their numbers. */
  void addCoded(Rebuilding rebuilding) {
    coded.sort(Comparator.comparingInt(Coded::number)); // of one, the superclass's stays first
    coded.forEach(o -> o.step.accept(rebuilding));
  }

  /** Adds the fields of objects that are to be rebuilt, by the objects' numbers. */
  void addRebuilt(Rebuilding rebuilding) {
    if (shapeOf.stream().allMatch(s -> s.rebuilt().isEmpty())) {
      return;
    }
    for (int n = 1; n <= layout.objects(); n++) {
      int c = layout.classOf(n);
      if (c >= 0) {
        for (RebuiltField f : shapeOf.get(c).rebuilt()) {
          rebuilding.add(f, made(n));
        }
      }
    }
  }

  /** Object {@code n}, which is none of 0. */
  Object made(int n) {
    Object o = objects[n];
    if (o == null) {
      throw new IllegalStateException("object " + n + " was not made");
    }
    return o;
  }

  /** The numbers of a class's objects, in order. */
  int[] numbersOf(int classIndex) {
    return numbers[classIndex];
  }
}
