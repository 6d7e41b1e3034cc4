package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Values that lie with classes: language runtimes keep what they know of a class so. */
final class ClassValueCases {
  static final List<Class<?>> CLASSES = List.of(ClassValueCases.class, Names.class);

  /** Counts what it computes: nothing is to be computed again. */
  private static final class Names extends ClassValue<List<Object>> {
    private int computed;

    @Override
    protected List<Object> computeValue(Class<?> c) {
      computed++;
      return new ArrayList<>(List.of(c.getSimpleName()));
    }
  }

  private ClassValueCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("values with classes", ClassValueCases::values, o -> check((List<?>) o)));
  }

  private static Object values() {
    Names names = new Names();
    Names unused = new Names();
    List<Object> ofString = names.get(String.class);
    ofString.add(names);
    for (Class<?> c : List.of(int.class, int[].class, Names.class, ClassValueCases[].class)) {
      ofString.add(names.get(c));
    }
    names.get(Integer.class);
    names.remove(Integer.class);
    return new ArrayList<>(List.of(names, unused, ofString));
  }

  private static void check(List<?> all) {
    Names names = (Names) all.get(0);
    Names unused = (Names) all.get(1);
    List<?> ofString = (List<?>) all.get(2);
    assertThat(names.get(String.class)).isSameAs(ofString);
    assertThat(ofString.get(0)).isEqualTo("String");
    assertThat(ofString.get(1)).isSameAs(names);
    assertThat(names.get(int.class)).isSameAs(ofString.get(2)).isEqualTo(List.of("int"));
    assertThat(names.get(int[].class)).isSameAs(ofString.get(3));
    assertThat(names.get(Names.class)).isSameAs(ofString.get(4));
    assertThat(names.get(ClassValueCases[].class)).isSameAs(ofString.get(5));
    assertThat(names.computed).isEqualTo(6);
    assertThat(names.get(Integer.class)).isEqualTo(List.of("Integer"));
    names.remove(String.class);
    assertThat(names.get(String.class)).isEqualTo(List.of("String"));
    assertThat(names.get(int.class)).isSameAs(ofString.get(2));
    assertThat(names.computed).isEqualTo(8);
    assertThat(unused.get(String.class)).isEqualTo(List.of("String"));
    assertThat(unused.computed).isEqualTo(1);
  }
}
