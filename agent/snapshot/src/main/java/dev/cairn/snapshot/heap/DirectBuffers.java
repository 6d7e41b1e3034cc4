package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.HeapLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers: memory outside of the heap, owned by the one that {@code allocateDirect} made and
 * freed by its cleaner, and views of it, which hold the owner.
 *
 * <pre>
 *   owner   DirectByteBuffer   att null   address A       cleaner: frees A
 *   view    Direct...Buffer... att owner  address A + n   no cleaner
 * </pre>
 *
 * An owner is stored with a {@code byte[]} of its memory, and each address as it counts from the
 * owner's. A restored owner gets memory of its own, and the JDK's own cleaner for it. Memory that
 * someone else owns (a mapped file, a memory segment, native code) is refused.
 */
final class DirectBuffers {
  private static final Class<?> BYTES = Renewed.type("java.nio.DirectByteBuffer");
  private static final Class<?> MAPPED = Renewed.type("java.nio.MappedByteBuffer");
  private static final Class<?> CLEANER = Renewed.type("jdk.internal.ref.Cleaner");
  private static final long ADDRESS = Mem.offset(Buffer.class, "address");
  private static final long CAPACITY = Mem.offset(Buffer.class, "capacity");
  private static final long LIMIT = Mem.offset(Buffer.class, "limit");
  private static final long POSITION = Mem.offset(Buffer.class, "position");
  private static final long MARK = Mem.offset(Buffer.class, "mark");
  private static final long BIG_ENDIAN = Mem.offset(ByteBuffer.class, "bigEndian");
  private static final long NATIVE_ORDER = Mem.offset(ByteBuffer.class, "nativeByteOrder");
  private static final long OWNERS_CLEANER = Mem.offset(BYTES, "cleaner");
  private static final long FILE = Mem.offset(MAPPED, "fd");
  private static final long THUNK = Mem.offset(CLEANER, "thunk");
  private static final long NEXT = Mem.offset(CLEANER, "next");

  private static final Refusals.Refusal FOREIGN =
      new Refusals.Refusal(
          "the memory of this buffer is a mapped file, a memory segment or native code's",
          "copy it into a buffer of ByteBuffer.allocateDirect");
  private static final Refusals.Refusal FREED =
      new Refusals.Refusal(
          "the memory of this buffer was freed by hand", "clear the reference to it");
  private static final Refusals.Refusal ORDER =
      new Refusals.Refusal(
          "views of direct buffers are known for little-endian processors only",
          "use ByteBuffer.allocate");

  private DirectBuffers() {}

  /** Whether objects of {@code c}, one of the JDK's, lie over memory outside of the heap. */
  static boolean is(Class<?> c) {
    return c.getClassLoader() == null
        && Buffer.class.isAssignableFrom(c)
        && c.getName().startsWith("java.nio.Direct");
  }

  // ---- in a walk ----

  /**
   * An owner's memory; null for a view.
   *
   * @throws SlotView.RefusedValueException it is someone else's
   */
  static byte @Nullable [] content(Object buffer) {
    if (owner(buffer) != buffer) {
      return null;
    }
    byte[] content = new byte[Mem.getInt(buffer, CAPACITY)];
    ((ByteBuffer) buffer).duplicate().clear().get(content);
    return content;
  }

  /**
   * Where a buffer begins in its owner's memory.
   *
   * @throws SlotView.RefusedValueException it is someone else's
   */
  static Long start(Object buffer) {
    return Mem.getLong(buffer, ADDRESS) - Mem.getLong(owner(buffer), ADDRESS);
  }

  private static Object owner(Object buffer) {
    if (!(buffer instanceof ByteBuffer) && ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new SlotView.RefusedValueException(ORDER);
    }
    Object o = buffer;
    for (Object a = attached(o); a != null; a = attached(o)) {
      if (!is(a.getClass())) {
        throw new SlotView.RefusedValueException(FOREIGN);
      }
      o = a;
    }
    Object cleaner = BYTES.isInstance(o) ? Mem.getRef(o, OWNERS_CLEANER) : null;
    if (cleaner == null || Mem.getRef(o, FILE) != null) {
      throw new SlotView.RefusedValueException(FOREIGN);
    }
    if (Mem.getRef(cleaner, NEXT) == cleaner) { // as it is once it has run
      throw new SlotView.RefusedValueException(FREED);
    }
    return o;
  }

  private static @Nullable Object attached(Object buffer) {
    return Mem.getRef(buffer, Mem.offset(declaring(buffer.getClass()), "att"));
  }

  /** The class that has the field: read-only ones extend those that aren't. */
  private static Class<?> declaring(Class<?> c) {
    Class<?> k = c;
    while (Mem.field(k, "att").isEmpty()) {
      k = k.getSuperclass();
    }
    return k;
  }

  // ---- on restore ----

  /**
   * Gives restored buffers, whose fields are all there, their memory.
   *
   * @throws SnapshotMismatchException there is not enough of it, or they are none that a walk found
   */
  static void restore(HeapBuilder heap, HeapLayout layout) {
    for (HeapBuilder.Outside r : heap.direct()) {
      if (r.content() instanceof byte[] content) {
        check(content.length == Mem.getInt(r.object(), CAPACITY) && attached(r.object()) == null);
        own(r.object(), content);
      }
    }
    List<Object> views = new ArrayList<>();
    for (int c = 0; c < layout.classes().size(); c++) {
      for (int n : heap.numbersOf(c)) {
        Object o = heap.made(n);
        if (!is(o.getClass())) {
          break; // the class's other objects are none either
        }
        check(isInBounds(o));
        if (attached(o) != null) {
          views.add(o);
        } else {
          check(BYTES.isInstance(o) && Mem.getRef(o, OWNERS_CLEANER) != null);
        }
      }
    }
    // By owners: a view's own address is still the one that it has in there.
    views.forEach(v -> place(v, views.size()));
  }

  /**
   * @param links how many a chain of views can have that is no ring
   */
  private static void place(Object view, int links) {
    Object owner = view;
    int passed = 0;
    for (Object a = attached(owner); a != null; a = attached(owner)) {
      check(is(a.getClass()) && passed++ < links);
      owner = a;
    }
    check(BYTES.isInstance(owner));
    long start = Mem.getLong(view, ADDRESS);
    long room = Mem.getInt(owner, CAPACITY) - (long) Mem.getInt(view, CAPACITY) * width(view);
    check(start >= 0 && start <= room);
    Mem.putLong(view, ADDRESS, Mem.getLong(owner, ADDRESS) + start);
    setOrder(view);
  }

  /** Makes memory as the JDK does, and lets {@code buffer} own it in its maker's stead. */
  private static void own(Object buffer, byte[] content) {
    try {
      ByteBuffer maker = ByteBuffer.allocateDirect(content.length);
      maker.put(content);
      Object cleaner = Mem.getRef(maker, OWNERS_CLEANER);
      MethodHandles.Lookup lookup = LambdaSpinner.trusted(CLEANER);
      MethodType remove = MethodType.methodType(boolean.class, CLEANER);
      check((boolean) lookup.findStatic(CLEANER, "remove", remove).invoke(cleaner));
      MethodType create = MethodType.methodType(CLEANER, Object.class, Runnable.class);
      Runnable thunk = (Runnable) Mem.getRef(cleaner, THUNK);
      Object own = lookup.findStatic(CLEANER, "create", create).invoke(buffer, thunk);
      Mem.putRef(buffer, OWNERS_CLEANER, own);
      Mem.putLong(buffer, ADDRESS, Mem.getLong(maker, ADDRESS));
      setOrder(buffer);
    } catch (OutOfMemoryError e) {
      throw new SnapshotMismatchException(
          "the job's direct buffers need more memory than there is ("
              + content.length
              + " bytes for one of them); resume with a larger -XX:MaxDirectMemorySize or -Xmx");
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  private static void setOrder(Object buffer) {
    if (buffer instanceof ByteBuffer) {
      boolean big = Mem.getByte(buffer, BIG_ENDIAN) != 0;
      boolean here = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
      Mem.putByte(buffer, NATIVE_ORDER, (byte) (big == here ? 1 : 0));
    } else {
      check(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** What the buffer itself no longer checks when it is read: a forged snapshot may be anything. */
  private static boolean isInBounds(Object buffer) {
    int position = Mem.getInt(buffer, POSITION);
    int limit = Mem.getInt(buffer, LIMIT);
    return Mem.getInt(buffer, MARK) <= position
        && position >= 0
        && position <= limit
        && limit <= Mem.getInt(buffer, CAPACITY);
  }

  private static int width(Object buffer) {
    if (buffer instanceof ByteBuffer) {
      return 1;
    }
    String name = buffer.getClass().getName();
    return name.contains("Char") || name.contains("Short")
        ? Short.BYTES
        : name.contains("Int") || name.contains("Float") ? Integer.BYTES : Long.BYTES;
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new SnapshotMismatchException("a direct buffer of the snapshot is none");
    }
  }
}
