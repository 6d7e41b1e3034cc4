package dev.cairn.it;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between the rooms. What a room may use is all listed here; everything else is
 * forbidden. For each rule there is an offender among these tests' own classes, which it must
 * catch.
 */
class ArchitectureTest {
  private static final String JDK = "java..";
  private static final String NULLNESS = "org.jspecify.annotations..";

  /** Memory behind the fields' backs: in one class only. */
  private static final String UNSAFE = "jdk.internal.misc..";

  /** Annotations that HotSpot heeds in classes of the boot loader, where the runtime lies. */
  private static final String HEEDED = "jdk.internal.vm.annotation..";

  private static final Path ROOT =
      Path.of(System.getProperty("cairn.root", "../..")).toAbsolutePath().normalize();

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .importPaths(
              List.of(
                  classesOf("annotations"),
                  classesOf("annotations/junit"),
                  classesOf("instrumenter"),
                  classesOf("agent/runtime"),
                  classesOf("agent/snapshot"),
                  classesOf("agent/javaagent"),
                  classesOf("coordinator-lite")));

  /** Classes of this module that sit in the rooms' packages and break their rules. */
  private static final JavaClasses OFFENDERS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("dev.cairn")
          .that(not(resideInAPackage("dev.cairn.it..")));

  private static final Map<String, ArchRule> RULES = rules();

  private static Path classesOf(String room) {
    return ROOT.resolve(room).resolve("target/classes");
  }

  private static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new TreeMap<>();
    rules.put("annotations", room("dev.cairn.annotations..", JDK));
    rules.put(
        "junit",
        room(
            "dev.cairn.junit..",
            JDK,
            NULLNESS,
            "org.junit.jupiter.api..",
            "org.junit.platform.commons.."));
    rules.put("runtime", room("dev.cairn.runtime..", JDK, UNSAFE, HEEDED, NULLNESS));
    rules.put(
        "instrumenter", room("dev.cairn.instrumenter..", JDK, NULLNESS, "org.objectweb.asm.."));
    rules.put(
        "snapshot",
        CompositeArchRule.of(
                room(
                    "dev.cairn.snapshot..",
                    JDK,
                    NULLNESS,
                    UNSAFE,
                    "dev.cairn.runtime..",
                    "com.esotericsoftware.kryo..",
                    "org.objenesis..",
                    "com.github.luben.zstd.."))
            .and(
                noClasses()
                    .that()
                    .resideInAPackage("dev.cairn.snapshot..")
                    .and()
                    .doNotHaveSimpleName("Mem")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(UNSAFE)));
    rules.put(
        "javaagent",
        room(
            "dev.cairn.agent..",
            JDK,
            NULLNESS,
            "dev.cairn.runtime..",
            "dev.cairn.snapshot..",
            "dev.cairn.instrumenter..",
            "org.objectweb.asm..")); // for its hooks in the JDK
    rules.put(
        "command",
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.cairn.command..",
                "dev.cairn.verify..",
                "dev.cairn.launch..",
                "dev.cairn.coordinator..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "dev.cairn.agent..",
                    "dev.cairn.runtime..",
                    "dev.cairn.instrumenter..",
                    "dev.cairn.snapshot.heap..",
                    "com.esotericsoftware..",
                    "org.objenesis..",
                    "com.github.luben.zstd..",
                    "org.objectweb.asm..")));
    rules.put(
        "the coordinator's core only decides",
        classes()
            .that()
            .resideInAPackage("dev.cairn.coordinator.core..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                        "dev.cairn.coordinator.core..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        NULLNESS)
                    .and(not(resideInAPackage("java.util.concurrent..")))
                    .or(arrayOrPrimitive())));
    rules.put(
        "the coordinator's core reads no clock",
        noClasses()
            .that()
            .resideInAPackage("dev.cairn.coordinator.core..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now"));
    rules.put(
        "instrumenter does no I/O and loads no class",
        noClasses()
            .that()
            .resideInAPackage("dev.cairn.instrumenter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.lang.reflect..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ClassLoader.class)
            .orShould()
            .callMethod(Class.class, "forName", String.class));
    rules.put(
        "instrumenter reads no clock",
        noClasses()
            .that()
            .resideInAPackage("dev.cairn.instrumenter..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.time.."));
    rules.put(
        "nothing depends on the tests",
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.cairn.it..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "dev.cairn.it..", "dev.cairn.workloads..", "dev.cairn.targets..")));
    return rules;
  }

  /** A room depends on itself and what is listed. */
  private static ArchRule room(String itself, String... others) {
    List<String> allowed = new ArrayList<>(List.of(others));
    allowed.add(itself);
    return classes()
        .that()
        .resideInAPackage(itself)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed.toArray(String[]::new)).or(arrayOrPrimitive()));
  }

  private static DescribedPredicate<JavaClass> arrayOrPrimitive() {
    return DescribedPredicate.describe("primitives", c -> c.getBaseComponentType().isPrimitive());
  }

  static Iterable<String> ruleNames() {
    return RULES.keySet();
  }

  @ParameterizedTest
  @MethodSource("ruleNames")
  void holds(String rule) {
    RULES.get(rule).check(PRODUCT);
  }

  @ParameterizedTest
  @MethodSource("ruleNames")
  void bites(String rule) {
    assertThatThrownBy(() -> RULES.get(rule).check(OFFENDERS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Offender");
  }

  /** No package is forgotten by the rules above. */
  @Test
  void everyClassIsInARoom() {
    assertThat(PRODUCT.that(alwaysTrue()))
        .isNotEmpty()
        .allMatch(
            c ->
                c.getPackageName()
                    .matches(
                        "dev\\.cairn\\.(annotations|junit|runtime|instrumenter|snapshot|agent|command|verify|launch|coordinator)(\\..*)?"));
  }
}
