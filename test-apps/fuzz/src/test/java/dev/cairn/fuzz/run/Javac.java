package dev.cairn.fuzz.run;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles programs in memory with the running JDK's compiler. */
public final class Javac {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** Kept open: it has the JDK's classes listed. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, null);

  private Javac() {}

  /**
   * Compiles class {@code Main}.
   *
   * @return the class files by internal name
   * @throws Failure the source is no program
   */
  public static Map<String, byte[]> compile(String source, int release) throws Failure {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> out = new TreeMap<>();
    String level = String.valueOf(release);
    boolean ok =
        COMPILER
            .getTask(
                null,
                new Memory(out),
                problems,
                List.of("-source", level, "-target", level, "-g", "-proc:none", "-nowarn"),
                null,
                List.of(new Source(source)))
            .call();
    if (!ok) {
      throw new Failure(
          Failure.What.NOT_COMPILED,
          problems.getDiagnostics().stream()
              .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
              .map(d -> "line " + d.getLineNumber() + ": " + d.getMessage(Locale.ROOT))
              .toList()
              .toString());
    }
    Map<String, byte[]> classes = new TreeMap<>();
    out.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  /** Takes what the compiler writes. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> out;

    Memory(Map<String, ByteArrayOutputStream> out) {
      super(FILES);
      this.out = out;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new Output(name.replace('.', '/'), out);
    }

    @Override
    public void close() {
      // FILES serves the next program
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///Main.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final String name;
    private final Map<String, ByteArrayOutputStream> out;

    Output(String name, Map<String, ByteArrayOutputStream> out) {
      super(URI.create("memory:///" + name + ".class"), Kind.CLASS);
      this.name = name;
      this.out = out;
    }

    @Override
    public OutputStream openOutputStream() {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      out.put(name, stream);
      return stream;
    }
  }
}
