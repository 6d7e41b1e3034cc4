package dev.cairn.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a loop at which Cairn may stop the job.
 *
 * <p>On a loop's variable it marks the outermost loop in the variable's scope that assigns it, or
 * the for-each that declares it:
 *
 * <pre>{@code
 * for (@CheckpointLoop int step = 0; step < n; step++) { ... }
 * }</pre>
 *
 * <p>The variable's type must be written out: of a {@code var}, javac refuses the annotation or, in
 * a for-each, leaves it out of the class file.
 *
 * <p>On a method it marks the method's outermost loops. Every back edge of a marked loop is a safe
 * point: a place where the job may be stopped, saved, and continued elsewhere.
 *
 * <p>Without the agent the annotation has no effect. It is kept in the class file only (as a type
 * annotation with the variable's bytecode range, JVMS 4.7.20.1), so a class that carries it loads
 * without this library on the class path.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE_USE, ElementType.METHOD})
public @interface CheckpointLoop {}
