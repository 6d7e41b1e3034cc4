package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The types that a lambda's expression may have, where they are narrower than those of the methods:
 * {@code Function<Integer, String> f = String::valueOf} casts what it is given to Integer, though
 * neither apply nor valueOf takes one. The lambda's class names Integer, but not what for. The
 * compiler left the method's type with its host's constants (JVMS 4.4.9, the third static argument
 * of LambdaMetafactory): one of the descriptors that stand in there.
 */
final class InstantiatedTypes {
  private static final Pattern TYPE = Pattern.compile("\\[*(?:[BCDFIJSZV]|L[^;<(]+;)");
  private static final Pattern DESCRIPTOR =
      Pattern.compile("\\(((?:" + TYPE + ")*)\\)(" + TYPE + ")");

  private InstantiatedTypes() {}

  /**
   * All types among the host's constants which the expression may have.
   *
   * @param facts of the lambda's class
   */
  static Set<MethodType> of(LambdaRecipe r, Class<?> host, LambdaFacts facts) {
    @Nullable ClassLoader loader = host.getClassLoader();
    MethodType method = MethodType.fromMethodDescriptorString(r.descriptors().get(0), loader);
    Set<String> known = known(r, loader, facts);
    Set<MethodType> fitting = new LinkedHashSet<>();
    ConstantPool pool = new ConstantPool(host);
    for (int i = 1; i < pool.size(); i++) {
      if (pool.tag(i) == ConstantPool.Tag.TEXT) {
        String text = pool.text(i);
        if (isOf(known, text)) {
          MethodType type = MethodType.fromMethodDescriptorString(text, loader);
          if (fits(type, method)) {
            fitting.add(type);
          }
        }
      }
    }
    return fitting;
  }

  /**
   * What a lambda of these types casts its parameters and its result to, as a text: V where it
   * doesn't. Two that cast alike are of the same code. No list of classes: as a key it would give
   * them identity hashes.
   */
  static String casts(MethodType types, LambdaRecipe r, Class<?> host) {
    Class<?> given =
        MethodType.fromMethodDescriptorString(r.descriptor(), host.getClassLoader()).returnType();
    StringBuilder casts = new StringBuilder();
    for (Class<?> p : types.parameterList()) {
      casts.append(cast(p, p == Object.class));
    }
    Class<?> result = types.returnType();
    boolean free = result == given || result == Object.class || result.isPrimitive();
    return casts.append(cast(result, free)).toString();
  }

  private static String cast(Class<?> type, boolean free) {
    return free ? "V" : type.descriptorString();
  }

  /** Types that it may have without being cast to, and those it casts to: no other gets loaded. */
  private static Set<String> known(
      LambdaRecipe r, @Nullable ClassLoader loader, LambdaFacts facts) {
    Set<String> known = new HashSet<>();
    List<String> methods = new ArrayList<>(r.descriptors());
    methods.add(r.descriptor());
    for (String d : methods) {
      MethodType type = MethodType.fromMethodDescriptorString(d, loader);
      for (MethodType t : List.of(type, type.wrap())) {
        t.parameterList().forEach(p -> known.add(p.descriptorString()));
        known.add(t.returnType().descriptorString());
      }
    }
    facts.types().forEach(t -> known.add(t.descriptorString()));
    return known;
  }

  /** Whether the text is a method's descriptor (JVMS 4.3.3) with these types only. */
  private static boolean isOf(Set<String> known, String text) {
    Matcher m = DESCRIPTOR.matcher(text);
    return m.matches()
        && known.contains(m.group(2))
        && TYPE.matcher(m.group(1)).results().allMatch(t -> known.contains(t.group()));
  }

  /** Whether a method of type {@code method} can be called for one of type {@code type}. */
  private static boolean fits(MethodType type, MethodType method) {
    if (type.parameterCount() != method.parameterCount()) {
      return false;
    }
    for (int i = 0; i < type.parameterCount(); i++) {
      if (!narrows(type.parameterType(i), method.parameterType(i))) {
        return false;
      }
    }
    return narrows(type.returnType(), method.returnType());
  }

  private static boolean narrows(Class<?> type, Class<?> declared) {
    return type == declared
        || (!type.isPrimitive() && !declared.isPrimitive() && declared.isAssignableFrom(type));
  }
}
