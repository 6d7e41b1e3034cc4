package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** The table of anonymous classes that may move between releases. */
class AnonymousClassesTest {
  @Test
  void eachStandsWhereTheTableSays() throws Exception {
    assertThat(AnonymousClasses.names()).isNotEmpty();
    for (String name : AnonymousClasses.names()) {
      Class<?> c = Class.forName(name, false, null);
      Method in = c.getEnclosingMethod();
      assertThat(c.isAnonymousClass() || c.isLocalClass()).as(name).isTrue();
      assertThat(in).as(name).isNotNull();
      assertThat(in.getName()).as(name).isEqualTo(AnonymousClasses.methodOf(name));
    }
  }
}
