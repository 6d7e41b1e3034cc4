package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import dev.cairn.annotations.CheckpointLoop;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** A program that looks at itself, between safe points and in methods that are re-entered. */
public final class Mirrors implements Serializable {
  @Retention(RetentionPolicy.RUNTIME)
  @interface Tag {
    String value() default "";
  }

  record Pair(@Tag("left") int left, List<String> right) {}

  interface Speaking extends Serializable {
    default int say(int v) {
      return f(v);
    }
  }

  enum Kind {
    ONE {
      @Override
      int weigh(int by) {
        return f(by);
      }
    };

    abstract int weigh(int by);
  }

  private final int[] kept = {1, 2};

  private Mirrors() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      new Mirrors().look(i, "text");
    }
  }

  @Tag("look")
  @Deprecated
  private int look(@Tag("first") int first, String second) throws ReflectiveOperationException {
    int seen = f(first);
    for (Class<?> c :
        List.of(Mirrors.class, Pair.class, Speaking.class, Kind.class, Points.class)) {
      members(c);
    }
    class Local {
      int number() {
        return f(3) + kept[1];
      }
    }
    Object anonymous = new Object() {};
    seen += new Local().number();
    IntSupplier lambda = () -> f(4);
    seen += lambda.getAsInt() + Kind.ONE.weigh(1) + new Speaking() {}.say(2);
    System.out.println(Local.class.getEnclosingMethod());
    System.out.println(anonymous.getClass().getEnclosingMethod());
    System.out.println(Arrays.toString(Pair.class.getRecordComponents()));
    for (RecordComponent r : Pair.class.getRecordComponents()) {
      System.out.println(r.getAccessor() + annotations(r));
    }
    Method look = Mirrors.class.getDeclaredMethod("look", int.class, String.class);
    System.out.println(annotations(look) + look.getParameterAnnotations()[0].length);
    System.out.println(Arrays.toString(look.getExceptionTypes()) + look.toGenericString());
    System.out.println(ObjectStreamClass.lookup(Mirrors.class));
    System.out.println(ObjectStreamClass.lookup(Speaking.class));
    callers();
    return seen + second.length();
  }

  /** Calls whose answer depends on who calls. */
  private static void callers() throws ReflectiveOperationException {
    int before = f(0);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    System.out.println(lookup + " " + before);
    System.out.println(Class.forName("dev.cairn.targets.Mirrors$Pair"));
    System.out.println(
        lookup.findStatic(
            Mirrors.class,
            "annotations",
            MethodType.methodType(String.class, AnnotatedElement.class)));
    System.out.println(Logger.getLogger("mirrors").getName() + System.getLogger("m").getName());
    System.out.println(
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass());
    Method m = Mirrors.class.getDeclaredMethod("secret");
    System.out.println(m.invoke(null));
  }

  private static String secret() {
    return "secret " + MethodHandles.lookup().lookupModes();
  }

  private static void members(Class<?> c) {
    List<String> lines = new ArrayList<>();
    Stream.of(c.getDeclaredMethods(), c.getMethods(), c.getDeclaredConstructors())
        .flatMap(Stream::of)
        .filter(m -> m.getDeclaringClass() == c)
        .forEach(m -> lines.add(describe(m)));
    Stream.of(c.getDeclaredFields()).forEach(m -> lines.add(m.toString()));
    Stream.of(c.getDeclaredClasses()).forEach(m -> lines.add(m.toString()));
    lines.sort(null);
    lines.forEach(System.out::println);
  }

  private static String describe(Executable m) {
    return m.toGenericString() + m.getModifiers() + m.isSynthetic() + annotations(m);
  }

  private static String annotations(AnnotatedElement e) {
    return Stream.of(e.getDeclaredAnnotations())
        .map(a -> a instanceof Tag t ? t.value() : a.annotationType().getName())
        .toList()
        .toString();
  }
}
