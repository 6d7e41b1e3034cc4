package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AccessibleObject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No method that stands between those of a program shows in its stack traces. */
class HiddenTest {
  @ParameterizedTest
  @ValueSource(classes = {Woven.class, LambdaSites.class, IdentityHash.class})
  void eachMethodIsHidden(Class<?> calledByWovenCode) {
    assertThat(
            Stream.of(
                    calledByWovenCode.getDeclaredMethods(),
                    calledByWovenCode.getDeclaredConstructors())
                .flatMap(Stream::of))
        .isNotEmpty()
        .allMatch(m -> isHidden((AccessibleObject) m));
  }

  private static boolean isHidden(AccessibleObject method) {
    return Stream.of(method.getAnnotations())
        .anyMatch(a -> a.annotationType().getName().equals("jdk.internal.vm.annotation.Hidden"));
  }
}
