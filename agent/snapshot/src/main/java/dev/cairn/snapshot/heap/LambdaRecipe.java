package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lambda or method reference is, independent of the hidden class that this JVM spun for it.
 *
 * @param host the class that the expression stands in, binary name
 * @param interfaces the functional interface first, then markers
 * @param method the functional interface's method
 * @param descriptors of that method: its own first, then bridges
 * @param ofInterface whether the implementation belongs to an interface
 * @param owner the implementation's class, binary name
 * @param name the implementation's name
 * @param descriptor the implementation's descriptor
 * @param serializable whether it can write itself
 * @param place the number of the expression among those of the host, or -1 where it is not known
 * @param instantiated the interface's method with the types that the expression has, a descriptor;
 *     or empty where they are what the implementation takes and gives
 */
record LambdaRecipe(
    String host,
    List<String> interfaces,
    String method,
    List<String> descriptors,
    boolean ofInterface,
    String owner,
    String name,
    String descriptor,
    boolean serializable,
    int place,
    String instantiated) {
  static final String MARK = "$$Lambda";

  /** Stands for a lambda's number. */
  static final String ANY = "*";

  private static final String AS = "as";

  LambdaRecipe {
    interfaces = List.copyOf(interfaces);
    descriptors = List.copyOf(descriptors);
  }

  /** One line, the class's name in the snapshot; {@link #parse} reads it. */
  String text() {
    List<String> parts =
        new ArrayList<>(
            List.of(
                "lambda",
                host,
                String.join(",", interfaces),
                method,
                String.join(",", descriptors),
                ofInterface ? "I" : "M",
                owner,
                name,
                descriptor,
                serializable ? "S" : "-"));
    if (place >= 0) {
      parts.add(String.valueOf(place));
    }
    if (!instantiated.isEmpty()) {
      parts.addAll(List.of(AS, instantiated));
    }
    return String.join(" ", parts);
  }

  /** The same lambda at a place that is known. */
  LambdaRecipe at(int number) {
    return with(number, instantiated);
  }

  /** The same lambda with the types that its expression has. */
  LambdaRecipe as(String types) {
    return with(place, types);
  }

  private LambdaRecipe with(int number, String types) {
    return new LambdaRecipe(
        host,
        interfaces,
        method,
        descriptors,
        ofInterface,
        owner,
        name,
        descriptor,
        serializable,
        number,
        types);
  }

  /** The recipe of this text, or null where it is none. */
  static @Nullable LambdaRecipe parse(String text) {
    String[] part = text.split(" ", -1);
    boolean typed = part.length >= 12 && part[part.length - 2].equals(AS);
    int end = typed ? part.length - 2 : part.length;
    boolean placed = end == 11 && part[10].matches("\\d{1,5}");
    return !(placed || end == 10) || !part[0].equals("lambda")
        ? null
        : new LambdaRecipe(
            part[1],
            List.of(part[2].split(",", -1)),
            part[3],
            List.of(part[4].split(",", -1)),
            part[5].equals("I"),
            part[6],
            part[7],
            part[8],
            part[9].equals("S"),
            placed ? Integer.parseInt(part[10]) : -1,
            typed ? part[end + 1] : "");
  }

  /** Whether {@code c} is a class that LambdaMetafactory spins. */
  static boolean isLambda(Class<?> c) {
    return c.isHidden() && c.isSynthetic() && c.getName().contains(MARK);
  }

  /**
   * What the lambda's class may have been made from, likeliest first: its constant pool tells all
   * methods that it refers to, but not which one is the implementation and which ones convert
   * between a box and its primitive. Whoever asks tries them.
   */
  static List<LambdaRecipe> candidates(Class<?> c) {
    String host = c.getName().substring(0, c.getName().indexOf(MARK));
    List<String> interfaces = Arrays.stream(c.getInterfaces()).map(Class::getName).toList();
    String method = null;
    List<String> descriptors = new ArrayList<>();
    boolean serializable = false;
    for (Method m : Mem.methods(c)) {
      String d = MethodType.methodType(m.getReturnType(), m.getParameterTypes()).descriptorString();
      if (m.getName().equals("writeReplace") && m.getParameterCount() == 0) {
        serializable = true;
      } else if (method == null || method.equals(m.getName())) {
        method = m.getName();
        descriptors.add(d);
      } else if (!m.getName().equals("writeObject") && !m.getName().equals("readObject")) {
        return List.of();
      }
    }
    List<LambdaRecipe> recipes = new ArrayList<>();
    if (method != null && !interfaces.isEmpty()) {
      descriptors.sort(String::compareTo);
      for (ConstantPool.MethodRef impl : implementations(c)) {
        recipes.add(
            new LambdaRecipe(
                host,
                interfaces,
                method,
                descriptors,
                impl.ofInterface(),
                impl.owner().replace('/', '.'),
                unnumbered(c, impl),
                impl.descriptor(),
                serializable,
                -1,
                ""));
      }
    }
    return recipes;
  }

  /**
   * The implementation's name. Java releases number the lambdas of a class in different orders, as
   * in {@code lambda$negate$1} and {@code lambda$negate$0}: where the method that they stand in has
   * one of this type only, the JDK's go without the number.
   */
  private static String unnumbered(Class<?> lambda, ConstantPool.MethodRef impl) {
    int dollar = impl.name().lastIndexOf('$');
    String any = impl.name().substring(0, dollar + 1) + ANY;
    if (lambda.getClassLoader() != null || !impl.name().startsWith("lambda$")) {
      return impl.name();
    }
    try {
      Class<?> owner = Class.forName(impl.owner().replace('/', '.'), false, null);
      MethodType type = MethodType.fromMethodDescriptorString(impl.descriptor(), null);
      return onlyOne(owner, any, type) == null ? impl.name() : any;
    } catch (ClassNotFoundException | TypeNotPresentException e) {
      return impl.name();
    }
  }

  /** The only method of this type whose name is {@code any} with a number for its star, or null. */
  static @Nullable Method onlyOne(Class<?> owner, String any, MethodType type) {
    String prefix = any.substring(0, any.length() - ANY.length());
    Method found = null;
    for (Method m : Mem.methods(owner)) {
      if (m.getName().startsWith(prefix)
          && m.getName().lastIndexOf('$') == prefix.length() - 1
          && m.getReturnType() == type.returnType()
          && type.parameterList().equals(List.of(m.getParameterTypes()))) {
        if (found != null) {
          return null;
        }
        found = m;
      }
    }
    return found;
  }

  private static List<ConstantPool.MethodRef> implementations(Class<?> c) {
    List<ConstantPool.MethodRef> all = new ArrayList<>(LambdaFacts.references(c));
    all.removeIf(LambdaRecipe::isSerialization);
    all.sort(Comparator.comparingInt(m -> isObjectConstructor(m) ? 2 : isConversion(m) ? 1 : 0));
    return all;
  }

  private static boolean isObjectConstructor(ConstantPool.MethodRef m) {
    return m.name().equals("<init>") && m.owner().equals("java/lang/Object");
  }

  private static boolean isConversion(ConstantPool.MethodRef m) {
    return switch (m.owner()) {
      case "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Short",
          "java/lang/Character",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Float",
          "java/lang/Double",
          "java/lang/Number" ->
          (m.name().equals("valueOf") && m.descriptor().charAt(2) == ')')
              || (m.name().endsWith("Value") && m.descriptor().startsWith("()"));
      default -> false;
    };
  }

  private static boolean isSerialization(ConstantPool.MethodRef m) {
    return m.owner().equals("java/lang/invoke/SerializedLambda")
        || m.owner().equals("java/io/NotSerializableException");
  }
}
