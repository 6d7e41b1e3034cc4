import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * {@code Bundled [asm] [kryo] [buddy]}: brings libraries of its own, in other versions than anyone
 * else's.
 */
public class Bundled {
  private final List<String> log = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Bundled job = new Bundled();
    List<String> used = List.of(args);
    long sum = 0;
    for (@CheckpointLoop int i = 0; i < 12; i++) {
      if (used.contains("asm")) {
        sum = sum * 31 + job.asm(i);
      }
      if (used.contains("kryo")) {
        sum = sum * 31 + job.kryo(i);
      }
      if (used.contains("buddy")) {
        sum = sum * 31 + job.buddy(i);
      }
    }
    System.out.println(job.log + " " + sum);
  }

  // None of the libraries' objects outlives its turn.

  private int asm(int i) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Made" + i, null, "java/lang/Object", null);
    writer.visitEnd();
    String name = new ClassReader(writer.toByteArray()).getClassName();
    log.add(name);
    return name.length();
  }

  private int kryo(int i) {
    Kryo kryo = new Kryo();
    Output out = new Output(256);
    kryo.writeObject(out, new int[] {i, i * i});
    return kryo.readObject(new Input(out.toBytes()), int[].class)[1];
  }

  private int buddy(int i) {
    byte[] made =
        new ByteBuddy(ClassFileVersion.JAVA_V8)
            .subclass(Object.class)
            .name("Buddy" + i)
            .method(ElementMatchers.named("toString"))
            .intercept(FixedValue.value("buddy " + i))
            .make()
            .getBytes();
    return made.length;
  }
}
