package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.cairn.targets.EveryFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The job named so calls all of them. */
class EveryFunctionTest {
  /** What later releases added. */
  private static final Set<String> LATER =
      Set.of(
          "ceilDiv",
          "ceilDivExact",
          "ceilMod",
          "clamp",
          "divideExact",
          "floorDivExact",
          "powExact",
          "unsignedMultiplyExact",
          "unsignedMultiplyHigh",
          "unsignedPowExact");

  @Test
  void callsThemAll() {
    Set<String> called =
        new ClassFileImporter()
                .importClasses(EveryFunction.class)
                .get(EveryFunction.class)
                .getMethodCallsFromSelf()
                .stream()
                .map(JavaMethodCall::getTarget)
                .filter(t -> t.getOwner().getName().equals("java.lang.Math"))
                .map(t -> named(t.getName(), HasName.Utils.namesOf(t.getRawParameterTypes())))
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        Arrays.stream(Math.class.getDeclaredMethods())
            .filter(m -> Modifier.isPublic(m.getModifiers()))
            .filter(m -> !LATER.contains(m.getName()))
            .map(EveryFunctionTest::named)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(called).isEqualTo(there);
  }

  private static String named(Method m) {
    return named(m.getName(), Arrays.stream(m.getParameterTypes()).map(Class::getName).toList());
  }

  private static String named(String name, Iterable<String> parameters) {
    return name + "(" + String.join(", ", parameters) + ")";
  }
}
