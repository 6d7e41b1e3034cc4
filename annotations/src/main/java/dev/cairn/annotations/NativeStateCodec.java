package dev.cairn.annotations;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Saves the state that objects of one class keep outside of the Java heap, and makes it again.
 * Without one a class that has native methods is refused.
 *
 * <pre>{@code
 * public final class MatrixCodec implements NativeStateCodec<Matrix> {
 *   public MatrixCodec() {
 *     System.loadLibrary("matrix");
 *   }
 *
 *   public Class<Matrix> type() {
 *     return Matrix.class;
 *   }
 *
 *   public List<String> handles() {
 *     return Collections.singletonList("address");
 *   }
 *
 *   public void write(Matrix m, DataOutput to) throws IOException {
 *     for (int i = 0; i < m.size(); i++) {
 *       to.writeDouble(m.get(i));
 *     }
 *   }
 *
 *   public void read(Matrix m, DataInput from) throws IOException {
 *     m.address = Matrix.allocate(m.size());
 *     for (int i = 0; i < m.size(); i++) {
 *       m.set(i, from.readDouble());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>It is found by {@link java.util.ServiceLoader}: a line with its class's name in the resource
 * {@code META-INF/services/dev.cairn.annotations.NativeStateCodec} on the class path. It may be for
 * a class of somebody else, but for none of the JDK.
 *
 * <p>All fields of the object are saved as ever, but for the {@link #handles}. What {@link #write}
 * writes is part of the job's state, and of its digest: the same state must give the same bytes, in
 * any process. Where the job goes on in the same process after a snapshot, nothing is read.
 * Elsewhere {@link #read} is called once for each object, in the order in which the job's frames
 * and statics lead to them, when the fields of all objects and all statics are there, and before
 * what is marked {@link Recreate} is made. The other objects' native state may be missing still.
 *
 * <p>Both are called on a thread of their own, and change nothing that the job can see but the
 * object itself, in {@code read}. They neither ask for identity hashes nor wait for a lock that the
 * job may hold.
 *
 * <p>A codec is no part of the job: nothing of the job may refer to it. Its class is initialised
 * and one object of it made in each process, by the constructor without parameters, before any
 * snapshot is taken or read. Initialisers of the job's classes do not run again where it goes on: a
 * library that these load, the codec must load.
 *
 * @param <T> the class whose objects it is for; it counts for subclasses, too, which may have
 *     codecs of their own: the superclass's comes first
 */
public interface NativeStateCodec<T> {
  /** The class whose objects it is for. */
  Class<T> type();

  /**
   * The names of instance fields declared by {@link #type} that hold addresses or other numbers of
   * this process. They are not saved, and zero or null when {@link #read} is called.
   */
  default List<String> handles() {
    return Collections.emptyList();
  }

  /**
   * Other classes with native methods that the objects' class uses. No state is behind these: their
   * fields are saved as those of any other class.
   */
  default List<Class<?>> uses() {
    return Collections.emptyList();
  }

  /**
   * Writes what {@link #read} needs.
   *
   * @throws IOException the state can't be saved now: the snapshot is refused, the job runs on
   */
  void write(T object, DataOutput to) throws IOException;

  /**
   * Makes the native state again. It must read all that was written, and sets the handles.
   *
   * @throws IOException the state can't be made here: the job does not go on
   */
  void read(T object, DataInput from) throws IOException;
}
