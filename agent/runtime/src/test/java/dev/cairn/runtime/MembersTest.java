package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In whatever order the JVM has them, the program sees one. */
class MembersTest {
  @SuppressWarnings("unused")
  private abstract static class Many implements Comparator<String> {
    Many(String s) {}

    Many(int i, String s) {}

    Many() {}

    Many(int i) {}

    void put(String s) {}

    void put() {}

    void put(Object o) {}

    void get(int i) {}

    void get(int i, int j) {}

    @Override
    public int compare(String a, String b) { // beside it a bridge with parameters of type Object
      return 0;
    }

    public abstract Many self();

    private static synchronized void $cairn$saves() {}
  }

  @SuppressWarnings("unused")
  private abstract static class Narrow extends Many {
    @Override
    public abstract Narrow self(); // beside it a bridge that returns Many
  }

  private static List<String> text(Executable[] members) {
    return Arrays.stream(members).map(Executable::toString).toList();
  }

  private static <T> T[] shuffled(T[] members, Random random) {
    List<T> list = new ArrayList<>(Arrays.asList(members));
    Collections.shuffle(list, random);
    return list.toArray(members.clone());
  }

  @Test
  void methods() {
    for (Class<?> c : List.of(Many.class, Narrow.class, String.class)) {
      List<String> expected = text(Members.ofProgram(c.getDeclaredMethods()));
      assertThat(expected).hasSameSizeAs(c.getDeclaredMethods());
      for (int seed = 0; seed < 50; seed++) {
        assertThat(text(Members.ofProgram(shuffled(c.getDeclaredMethods(), new Random(seed)))))
            .isEqualTo(expected);
      }
    }
    assertThat(Members.ofProgram(Many.class.getDeclaredMethods()))
        .extracting(m -> m.getName() + m.getParameterCount())
        .startsWith("$cairn$saves0", "compare2", "compare2", "get1", "get2", "put0", "put1");
  }

  @Test
  void constructors() {
    Constructor<?>[] given = shuffled(Many.class.getDeclaredConstructors(), new Random(1));
    Constructor<?>[] before = given.clone();
    assertThat(Members.inOrder(given))
        .extracting(k -> Arrays.toString(k.getParameterTypes()))
        .containsExactly(
            "[]", "[int]", "[int, class java.lang.String]", "[class java.lang.String]");
    assertThat(given).containsExactly(before);
  }
}
