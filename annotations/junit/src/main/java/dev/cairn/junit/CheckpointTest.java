package dev.cairn.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that a job is resumed exactly: {@code cairn verify} runs it whole, and again stopped at
 * some of its safe points and resumed in fresh, differently configured JVMs, and compares state,
 * output, exit code and files. The method's body runs after that; it may be empty.
 *
 * <pre>{@code
 * @CheckpointTest(main = Simulation.class, args = "1000", stops = 20, jvms = {"17", "25"})
 * void simulationIsMoveable() {}
 * }</pre>
 *
 * <p>A failure names the first object path that differs, with both values, or what was refused.
 *
 * <p>The job runs on the class path of the tests. The command is that of the folder which the
 * system property {@code cairn.home} or the environment variable {@code CAIRN_HOME} names.
 */
@Documented
@Test
@ExtendWith(CheckpointExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CheckpointTest {
  /** The job's main class; by default the test's own. */
  Class<?> main() default void.class;

  /** The job's arguments. */
  String[] args() default {};

  /** How many safe points to stop at, drawn evenly over the run; 0 for all. */
  int stops() default 10;

  /** What to run on: releases such as 25, folders of JDKs, or {@code all}; by default this JDK. */
  String[] jvms() default {};

  /** Where the job may stop, as {@code --loops} takes it; by default the annotated loops. */
  String loops() default "";

  /** Files and folders that each run finds in its working directory. */
  String[] files() default {};

  /** More options of {@code cairn verify}, word by word: {@code {"--time", "host"}}. */
  String[] options() default {};

  /** Options of the job's JVMs: {@code {"-Xmx1g"}}. */
  String[] jvmOptions() default {};

  /** Repeats a verification's choices; by default new ones, which a failure tells. */
  long seed() default 0;
}
