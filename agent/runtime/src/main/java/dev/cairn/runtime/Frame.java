package dev.cairn.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One woven method's saved activation: which method, at which point, and the values it needs to go
 * on. Values form a stack: the save block pushes them, the clone pops them in the reverse order.
 *
 * <pre>
 *   index      0 .. k-1                    k .. n-1
 *   value      operands, top of stack      live locals, highest slot first,
 *              first                       then the monitors held, outermost first
 * </pre>
 *
 * A primitive is held as its raw bits ({@code float} and {@code double} through {@code
 * floatToRawIntBits} and {@code doubleToRawLongBits}), so that a signalling NaN survives.
 *
 * <p>Not thread-safe: a frame belongs to the job's thread, or to whoever takes the snapshot while
 * that thread waits.
 */
public final class Frame {
  /** Kinds of values: the JVMS computational types, references as {@code 'L'}. */
  public static final String KINDS = "IJFDL";

  private final Class<?> owner;
  private final String method;
  private int point;

  private char[] kinds = new char[8];
  private long[] words = new long[8];
  private @Nullable Object[] refs = new @Nullable Object[8];
  private int size;
  private @Nullable Frame callee;

  /**
   * @param owner the woven class
   * @param method name and descriptor of the method as written, such as {@code "step(ID)V"}
   * @param point the point's number within the method, from the weaver
   */
  public Frame(Class<?> owner, String method, int point) {
    this.owner = owner;
    this.method = method;
    this.point = point;
  }

  public Class<?> owner() {
    return owner;
  }

  public String method() {
    return method;
  }

  public int point() {
    if (size == 0 && callee == null) {
      Woven.reentered(); // nothing to pop: the job goes on from here
    }
    return point;
  }

  /** The point at which the frame was saved: it is made before its method is asked. */
  void setPoint(int point) {
    this.point = point;
  }

  /** The number of values not yet popped. */
  public int size() {
    return size;
  }

  /** The kind of value {@code i}, one of {@link #KINDS}. */
  public char kind(int i) {
    return kinds[checked(i)];
  }

  /** The raw bits of primitive value {@code i}; an {@code int} or {@code float} sign-extended. */
  public long word(int i) {
    return words[checked(i)];
  }

  /** Reference value {@code i}. */
  public @Nullable Object ref(int i) {
    return refs[checked(i)];
  }

  public void push(int v) {
    add('I', v, null);
  }

  public void push(long v) {
    add('J', v, null);
  }

  public void push(float v) {
    add('F', Float.floatToRawIntBits(v), null);
  }

  public void push(double v) {
    add('D', Double.doubleToRawLongBits(v), null);
  }

  public void push(@Nullable Object v) {
    add('L', 0, v);
  }

  /** Pushes a primitive from its raw bits: for whoever reads a snapshot. */
  public void pushWord(char kind, long word) {
    if (kind == 'L' || KINDS.indexOf(kind) < 0) {
      throw new IllegalArgumentException("not a primitive kind: " + kind);
    }
    add(kind, word, null);
  }

  public int popInt() {
    return (int) words[pop('I')];
  }

  public long popLong() {
    return words[pop('J')];
  }

  public float popFloat() {
    return Float.intBitsToFloat((int) words[pop('F')]);
  }

  public double popDouble() {
    return Double.longBitsToDouble(words[pop('D')]);
  }

  public @Nullable Object popRef() {
    int i = pop('L');
    Object v = refs[i];
    refs[i] = null;
    return v;
  }

  /** The next frame inwards, or null where this is the innermost. */
  @Nullable Frame callee() {
    return callee;
  }

  void setCallee(@Nullable Frame callee) {
    this.callee = callee;
  }

  private void add(char kind, long word, @Nullable Object ref) {
    if (size == kinds.length) {
      int n = size * 2;
      kinds = Arrays.copyOf(kinds, n);
      words = Arrays.copyOf(words, n);
      refs = Arrays.copyOf(refs, n);
    }
    kinds[size] = kind;
    words[size] = word;
    refs[size++] = ref;
  }

  private int pop(char kind) {
    int i = --size;
    if (i < 0 || kinds[i] != kind) {
      throw new IllegalStateException(
          this + ": expected a value of kind " + kind + (i < 0 ? "" : ", found " + kinds[i]));
    }
    if (i == 0 && callee == null) {
      Woven.reentered(); // the innermost frame's last value: the job goes on from here
    }
    return i;
  }

  private int checked(int i) {
    if (i < 0 || i >= size) {
      throw new IndexOutOfBoundsException(this + ": value " + i + " of " + size);
    }
    return i;
  }

  @Override
  public String toString() {
    return owner.getName() + "." + method + "@" + point;
  }
}
