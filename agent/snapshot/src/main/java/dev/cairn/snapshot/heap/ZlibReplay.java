package dev.cairn.snapshot.heap;

import dev.cairn.runtime.ZlibHistory;
import dev.cairn.runtime.ZlibStreams;
import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * Makes a restored object's native stream, and calls it as its predecessor was called. What it
 * gives is noted as it was noted then: if the two histories are alike to the byte, which includes
 * the CRC-32 of all output, the streams are alike.
 *
 * <p>Package-private; one for each object; not thread-safe.
 */
abstract class ZlibReplay {
  private final Object owner;
  private final Class<?> type;
  private final MethodHandles.Lookup lookup;
  private byte[] content = {};
  private int at;

  /**
   * @param type the JDK's class of which {@code owner} is
   */
  ZlibReplay(Object owner, Class<?> type) {
    this.owner = owner;
    this.type = type;
    this.lookup = LambdaSpinner.trusted(type);
  }

  /**
   * @param history {@link ZlibHistory#content()} of the stream that was
   * @throws SnapshotMismatchException the new one can't be brought to that state
   */
  final void run(byte[] history) {
    content = history;
    try {
      int kind = next();
      if (kind == ZlibHistory.CLOSED) {
        own(0);
        check(at == content.length);
        return;
      }
      check(kind == kind());
      int flags = next();
      check((flags & ~3) == 0);
      int level = number() - 1;
      int strategy = number();
      check(level >= -1 && level <= 9 && strategy >= 0 && strategy <= 2);
      long address = make(level, strategy, (flags & 1) != 0);
      own(address); // ended with its owner from now on, whatever comes
      steps(address);
      if (!Arrays.equals(ZlibStreams.replayed(address, (flags & 2) != 0).content(), content)) {
        throw differs();
      }
    } catch (DataFormatException | IllegalArgumentException | InternalError e) { // of the natives
      throw differs();
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  private SnapshotMismatchException differs() {
    return new SnapshotMismatchException(
        "a "
            + type.getName()
            + " of the job can't go on here: given the same, this JVM's zlib gives something else;"
            + " resume with the Java that saved it, or stop where the job has none open");
  }

  /** {@link ZlibHistory#DEFLATER} or {@link ZlibHistory#INFLATER}. */
  abstract int kind();

  /** Makes a stream, and notes that. */
  abstract long make(int level, int strategy, boolean nowrap) throws Throwable;

  /** Takes one step, whose kind was read. */
  abstract void step(int kind, long address) throws Throwable;

  private void steps(long address) throws Throwable {
    for (int kind = next(); kind != ZlibHistory.END; kind = next()) {
      if (kind == ZlibHistory.DICTIONARY) {
        int length = length();
        handle("setDictionary", void.class, long.class, byte[].class, int.class, int.class)
            .invoke(address, content, at, length);
        ZlibStreams.dictionary(address, content, at, length);
        at += length;
      } else {
        step(kind, address);
      }
    }
  }

  private void own(long address) throws Throwable {
    Class<?> ref = Mem.field(type, "zsRef").orElseThrow().getType();
    Object made =
        LambdaSpinner.trusted(ref)
            .findConstructor(ref, MethodType.methodType(void.class, type, long.class))
            .invoke(owner, address);
    Mem.putRef(owner, Mem.offset(type, "zsRef"), made);
  }

  /** A static method of the JDK's class. */
  final MethodHandle handle(String name, Class<?> result, Class<?>... arguments)
      throws ReflectiveOperationException {
    return lookup.findStatic(type, name, MethodType.methodType(result, arguments));
  }

  /** A method of the object. */
  final MethodHandle bound(String name, Class<?>... arguments) throws ReflectiveOperationException {
    return lookup.bind(owner, name, MethodType.methodType(long.class, arguments));
  }

  final byte[] content() {
    return content;
  }

  /** Where what is to be read next stands. */
  final int position() {
    return at;
  }

  final void skip(int bytes) {
    at += bytes;
  }

  final int next() {
    check(at < content.length);
    return content[at++];
  }

  final long longNumber() {
    long n = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      int b = next();
      n |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return n;
      }
    }
    throw malformed();
  }

  final int number() {
    long n = longNumber();
    check(n >= 0 && n <= Integer.MAX_VALUE);
    return (int) n;
  }

  /** Of bytes that follow. */
  final int length() {
    int n = number();
    check(n <= content.length - at);
    return n;
  }

  static void check(boolean holds) {
    if (!holds) {
      throw malformed();
    }
  }

  private static SnapshotMismatchException malformed() {
    return new SnapshotMismatchException("a stream's history in the snapshot is none");
  }
}
