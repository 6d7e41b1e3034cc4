package dev.cairn.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that no snapshot holds: what it refers to is left out, and when the job goes on
 * elsewhere a method makes it again.
 *
 * <pre>{@code
 * @Recreate("open")
 * private Connection connection = open();
 *
 * private Connection open() { ... }
 * }</pre>
 *
 * <p>The method is declared by the field's class, has no parameters, and returns what the field
 * holds; it may be private. For a static field it is static. It is called once for each object, on
 * a thread of its own, when all other fields of all objects are there, and before the job goes on:
 * static fields first, by the names of their classes and their own; then the objects in the order
 * in which the job's frames and statics lead to them, of each the superclass's fields first, then
 * by name. It may read whatever it likes, but of fields that are marked themselves only those
 * before it.
 *
 * <p>Where the job goes on in the same JVM after a snapshot the field keeps what it holds. So what
 * the method makes must be as good as what was left out: Cairn can't compare them, since the field
 * is no part of the state.
 *
 * <p>Without the agent the annotation has no effect, and a class that carries it loads without this
 * library on the class path.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Recreate {
  /** The name of the method that makes the field's value again. */
  String value();
}
