package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.annotations.NativeStateCodec;
import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Unsafe;

/** Classes with memory outside of the heap, whose codecs stand in META-INF/services. */
class CodecTest {
  private static final List<Class<?>> CLASSES =
      List.of(Memory.class, Limited.class, Natives.class, CodecTest.class);

  @TempDir Path dir;

  /** Native methods of the program's, in a class of their own as is usual. */
  static final class Natives {
    static int state;

    private Natives() {}

    static native void unused();
  }

  /** What is no part of the job. */
  private static final class Outside {
    static final Unsafe UNSAFE = unsafe();
    static final List<String> LOG = new ArrayList<>();

    private static Unsafe unsafe() {
      try {
        Field f = Unsafe.class.getDeclaredField("theUnsafe");
        f.setAccessible(true);
        return (Unsafe) f.get(null);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  static class Memory {
    final String name;
    final int size;
    Memory other;
    private long address;

    Memory(String name, int size) {
      this.name = name;
      this.size = size;
      allocate();
    }

    final void allocate() {
      address = Outside.UNSAFE.allocateMemory(size);
      Outside.UNSAFE.setMemory(address, size, (byte) 0);
    }

    final void set(int i, int v) {
      Outside.UNSAFE.putByte(address + i, (byte) v);
    }

    final int get(int i) {
      return Outside.UNSAFE.getByte(address + i);
    }

    native void unused();
  }

  /** Has native state of its own beside that of its superclass. */
  static final class Limited extends Memory {
    private long limit;

    Limited(String name, int size) {
      super(name, size);
      limit = size;
    }
  }

  public static final class MemoryCodec implements NativeStateCodec<Memory> {
    static String fails = "";
    static final List<Integer> HASHES = new ArrayList<>();

    @Override
    public Class<Memory> type() {
      return Memory.class;
    }

    @Override
    public List<String> handles() {
      return List.of("address");
    }

    @Override
    public List<Class<?>> uses() {
      return List.of(Natives.class);
    }

    @Override
    public void write(Memory m, DataOutput to) throws IOException {
      if (fails.equals("write")) {
        throw new IOException("the device is busy");
      }
      HASHES.add(System.identityHashCode(m));
      for (int i = 0; i < m.size; i++) {
        to.writeByte(m.get(i));
      }
    }

    @Override
    public void read(Memory m, DataInput from) throws IOException {
      assertThat(m.address).isZero();
      Outside.LOG.add(
          m.name + " of " + Thread.currentThread().getName() + ", other " + m.other.name);
      m.allocate();
      for (int i = 0; i < m.size - (fails.equals("leave") ? 1 : 0); i++) {
        m.set(i, from.readByte());
      }
      if (fails.equals("read")) {
        from.readByte();
      }
    }
  }

  public static final class LimitedCodec implements NativeStateCodec<Limited> {
    @Override
    public Class<Limited> type() {
      return Limited.class;
    }

    @Override
    public List<String> handles() {
      return List.of("limit");
    }

    @Override
    public void write(Limited m, DataOutput to) throws IOException {
      to.writeLong(m.limit);
    }

    @Override
    public void read(Limited m, DataInput from) throws IOException {
      Outside.LOG.add(m.name + "'s limit after " + m.get(0));
      m.limit = from.readLong();
    }
  }

  private static Memory pair() {
    Memory first = new Memory("first", 3);
    Limited second = new Limited("second", 2);
    first.other = second;
    second.other = first;
    first.set(0, 7);
    first.set(2, 9);
    second.set(0, 5);
    return first;
  }

  private Path saved(Object o) {
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(CLASSES, o), file);
    return file;
  }

  private static String digest(Object o) {
    return Snapshots.capture(CLASSES, o).stateDigest();
  }

  @Test
  void nativeStateIsMadeAgain() {
    Memory original = pair();
    Natives.state = 3;
    Path file = saved(new Object[] {original, new byte[] {1}, original});
    Outside.LOG.clear();
    Natives.state = 4;

    Object[] restored = (Object[]) Snapshots.restore(file).get(0);

    Memory first = (Memory) restored[0];
    assertThat(first).isNotSameAs(original).isSameAs(restored[2]);
    assertThat(restored[1]).isEqualTo(new byte[] {1});
    assertThat(Natives.state).isEqualTo(3);
    assertThat(first.address).isNotEqualTo(original.address);
    assertThat(new int[] {first.get(0), first.get(1), first.get(2)}).containsExactly(7, 0, 9);
    assertThat(first.other.get(0)).isEqualTo(5);
    assertThat(((Limited) first.other).limit).isEqualTo(2);
    assertThat(Outside.LOG)
        .containsExactly(
            "first of cairn-recreate, other second",
            "second of cairn-recreate, other first",
            "second's limit after 5");
    first.set(0, 8);
    assertThat(original.get(0)).isEqualTo(7);
  }

  @Test
  void theDigestSeesItsBytesAndNoHandle() {
    Memory m = pair();
    String digest = digest(m);
    assertThat(digest(pair())).isEqualTo(digest);
    assertThat(digest(Snapshots.restore(saved(m)).get(0))).isEqualTo(digest);
    m.other.set(1, 1);
    assertThat(digest(m)).isNotEqualTo(digest);
  }

  @Test
  void aCodecSeesTheHashesThatTheJobSees() {
    Memory m = pair();
    MemoryCodec.HASHES.clear();
    digest(m);
    assertThat(MemoryCodec.HASHES)
        .containsExactly(System.identityHashCode(m), System.identityHashCode(m.other));
  }

  @Test
  void aCodecThatFailsRefusesTheSnapshot() {
    MemoryCodec.fails = "write";
    try {
      assertThatThrownBy(() -> saved(pair()))
          .isInstanceOf(NotCapturableException.class)
          .hasMessage(
              "frame dev.cairn.snapshot.heap.Snapshots$Job.run(): local v0"
                  + " -> dev.cairn.snapshot.heap.CodecTest$Memory: its codec"
                  + " dev.cairn.snapshot.heap.CodecTest$MemoryCodec can't write its native state"
                  + " (java.io.IOException: the device is busy);"
                  + " wait for a safe point at which it can, or mend the codec");
    } finally {
      MemoryCodec.fails = "";
    }
  }

  @Test
  void aCodecThatReadsTooMuchOrTooLittleEndsTheResume() {
    Path file = saved(pair());
    try {
      MemoryCodec.fails = "leave";
      assertThatThrownBy(() -> Snapshots.restore(file))
          .isInstanceOf(SnapshotMismatchException.class)
          .hasMessage(
              "the native state of a dev.cairn.snapshot.heap.CodecTest$Memory can't be made again:"
                  + " its codec dev.cairn.snapshot.heap.CodecTest$MemoryCodec left 1 of 3 bytes;"
                  + " resume where it finds what it needs");
      MemoryCodec.fails = "read";
      assertThatThrownBy(() -> Snapshots.restore(file))
          .isInstanceOf(SnapshotMismatchException.class)
          .hasMessageContaining("MemoryCodec threw java.io.EOFException");
    } finally {
      MemoryCodec.fails = "";
    }
  }

  @Test
  void aMissingCodecIsNamed() {
    FieldEntry bytes = new FieldEntry("com.acme.Matrix", "<com.acme.MatrixCodec>", "[B");
    ClassEntry stored =
        new ClassEntry(ClassEntry.Kind.INSTANCE, 'A', "com.acme.Sub", List.of(bytes), 1);
    assertThatThrownBy(() -> Codec.requireAll(stored, List.of()))
        .isInstanceOf(SnapshotMismatchException.class)
        .hasMessage(
            "the native state of the snapshot's objects of com.acme.Sub was written by"
                + " com.acme.MatrixCodec, which is no codec for com.acme.Matrix here; resume with"
                + " it on the class path, and named in"
                + " META-INF/services/dev.cairn.annotations.NativeStateCodec");
  }

  @Test
  void aCodecIsNoPartOfTheJob() throws Exception {
    assertThatThrownBy(() -> Snapshots.capture(List.of(), new MemoryCodec()))
        .isInstanceOf(NotCapturableException.class)
        .hasMessageContaining("it is a codec, or of a class above one");
    // Its statics are not captured, though the class is initialised, and given.
    List<Class<?>> classes = new ArrayList<>(CLASSES);
    classes.add(MemoryCodec.class);
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(classes, "x"), file);
    assertThat(SnapshotFile.readHeader(file).initialised())
        .contains(Memory.class.getName())
        .doesNotContain(MemoryCodec.class.getName());
  }

  /** A codec that is told what to say. */
  private record Told(Class<String> type, List<String> handles, List<Class<?>> uses)
      implements NativeStateCodec<String> {
    @Override
    public void write(String object, DataOutput to) {}

    @Override
    public void read(String object, DataInput from) {}
  }

  @Test
  void faultyCodecsAreNamed() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    Codecs codecs = new Codecs(loader);
    assertThatThrownBy(() -> add(codecs, new Told(String.class, List.of(), List.of())))
        .isInstanceOf(Codecs.FaultyException.class)
        .hasMessageContaining("Told is for java.lang.String, which is no class of the application");
    assertThatThrownBy(() -> add(codecs, new Told(null, List.of(), List.of())))
        .hasMessageContaining("gives null for its type");
    assertThatThrownBy(() -> add(codecs, new Told(application(), List.of("adress"), List.of())))
        .hasMessageContaining("names the handle adress, and")
        .hasMessageContaining("Memory has no such field");
    add(codecs, new MemoryCodec());
    assertThatThrownBy(() -> add(codecs, new Told(application(), List.of(), List.of())))
        .hasMessageContaining("MemoryCodec are both for");
  }

  private static void add(Codecs codecs, NativeStateCodec<?> codec) {
    codecs.add(NativeStateCodec.class, codec);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Class<String> application() {
    return (Class) Memory.class;
  }
}
