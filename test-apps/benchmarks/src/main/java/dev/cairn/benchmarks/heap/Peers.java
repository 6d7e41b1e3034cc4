package dev.cairn.benchmarks.heap;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.SerializerFactory;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.fory.Fory;
import org.apache.fory.config.Language;
import org.eclipse.serializer.SerializerFoundation;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** What others copy graphs with, each as its documentation says for graphs with shared objects. */
final class Peers {
  private static final int FIRST = 1 << 20;

  private Peers() {}

  /** Where encoded bytes are. */
  private abstract static class InMemory implements Serialiser {
    byte[] buffer = new byte[0];
    int length;

    @Override
    public long bytes() {
      return length;
    }
  }

  /** Java's own. */
  static final class Java extends InMemory {
    /** Gives its buffer without a copy. */
    private static final class Sink extends ByteArrayOutputStream {
      Sink() {
        super(FIRST);
      }

      byte[] buffer() {
        return buf;
      }
    }

    @Override
    public void encode(Object root) throws IOException {
      Sink sink = new Sink();
      try (ObjectOutputStream out = new ObjectOutputStream(sink)) {
        out.writeObject(root);
      }
      buffer = sink.buffer();
      length = sink.size();
    }

    @Override
    public Object decode() throws IOException {
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(buffer, 0, length))) {
        return in.readObject();
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }
  }

  /** Kryo 5. */
  static final class ByKryo extends InMemory {
    private final Kryo kryo;

    /**
     * @param fieldsOnly whether every object is copied field by field, transient ones too, as an
     *     exact copy needs it
     */
    ByKryo(boolean fieldsOnly) {
      kryo = fieldsOnly ? new FieldKryo() : new Kryo();
      kryo.setReferences(true);
      kryo.setRegistrationRequired(false);
      kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
    }

    @Override
    public void encode(Object root) {
      try (Output out = new Output(FIRST, -1)) {
        kryo.writeClassAndObject(out, root);
        buffer = out.getBuffer();
        length = out.position();
      }
    }

    @Override
    public Object decode() {
      try (Input in = new Input(buffer, 0, length)) {
        return kryo.readClassAndObject(in);
      }
    }
  }

  private static final class FieldKryo extends Kryo {
    @Override
    @SuppressWarnings("rawtypes") // as Kryo has it
    public com.esotericsoftware.kryo.Serializer getDefaultSerializer(Class type) {
      if (type.isArray() || type.isPrimitive() || Number.class.isAssignableFrom(type)) {
        return super.getDefaultSerializer(type);
      }
      FieldSerializer.FieldSerializerConfig config = new FieldSerializer.FieldSerializerConfig();
      config.setSerializeTransient(true);
      SerializerFactory.FieldSerializerFactory factory =
          new SerializerFactory.FieldSerializerFactory(config);
      return factory.newSerializer(this, type);
    }
  }

  /** Apache Fory. */
  static final class ByFory extends InMemory {
    private final Fory fory =
        Fory.builder()
            .withLanguage(Language.JAVA)
            .requireClassRegistration(false)
            .withRefTracking(true)
            .build();

    @Override
    public void encode(Object root) {
      buffer = fory.serialize(root);
      length = buffer.length;
    }

    @Override
    public Object decode() {
      return fory.deserialize(buffer);
    }
  }

  /** Eclipse Serializer. */
  static final class ByEclipse extends InMemory {
    private final org.eclipse.serializer.Serializer<byte[]> serializer =
        org.eclipse.serializer.Serializer.Bytes(SerializerFoundation.New());

    @Override
    public void encode(Object root) {
      buffer = serializer.serialize(root);
      length = buffer.length;
    }

    @Override
    public Object decode() {
      return serializer.deserialize(buffer);
    }
  }
}
