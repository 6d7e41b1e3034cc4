package dev.cairn.snapshot.heap;

import java.util.ArrayList;
import java.util.List;

/**
 * What the constant pool of a lambda's class tells: enough to see whether another class does the
 * same. LambdaMetafactory spins code from nothing but these, always in the same order.
 *
 * @param references the methods that it refers to, its own left out, in the order of the pool
 * @param types the classes that it names, itself left out: those that it casts to among them
 * @param strings its strings: the expression's types, in a class that can write itself
 */
record LambdaFacts(
    List<ConstantPool.MethodRef> references, List<Class<?>> types, List<String> strings) {
  LambdaFacts {
    references = List.copyOf(references);
    types = List.copyOf(types);
    strings = List.copyOf(strings);
  }

  /**
   * Loads the classes that are named.
   *
   * @throws LinkageError one of them is missing
   */
  static LambdaFacts of(Class<?> c) {
    ConstantPool pool = new ConstantPool(c);
    List<Class<?>> types = new ArrayList<>();
    List<String> strings = new ArrayList<>();
    for (int i = 1; i < pool.size(); i++) {
      switch (pool.tag(i)) {
        case CLASS -> {
          if (pool.type(i) != c) {
            types.add(pool.type(i));
          }
        }
        case STRING -> strings.add(pool.string(i));
        default -> {}
      }
    }
    return new LambdaFacts(references(c), types, strings);
  }

  /** The first of the facts; loads nothing. */
  static List<ConstantPool.MethodRef> references(Class<?> c) {
    ConstantPool pool = new ConstantPool(c);
    List<ConstantPool.MethodRef> references = new ArrayList<>();
    for (int i = 1; i < pool.size(); i++) {
      ConstantPool.Tag tag = pool.tag(i);
      if (tag == ConstantPool.Tag.METHOD || tag == ConstantPool.Tag.INTERFACE_METHOD) {
        ConstantPool.MethodRef m = pool.method(i);
        if (!m.owner().contains(LambdaRecipe.MARK)) {
          references.add(m);
        }
      }
    }
    return references;
  }
}
