package dev.cairn.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the root of a job: the method in which the job lives, when that is not {@code main}.
 *
 * <p>What runs before the root is entered runs again in every JVM that resumes the job; what runs
 * in it, and below it, never does. At most one method of a program may carry this annotation.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CheckpointJob {}
