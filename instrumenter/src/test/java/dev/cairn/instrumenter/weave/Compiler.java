package dev.cairn.instrumenter.weave;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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

/** Compiles small sources in memory. */
public final class Compiler {
  private Compiler() {}

  /** Class bytes by internal name. */
  public static Map<String, byte[]> compile(int release, String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> out = new TreeMap<>();
    List<JavaFileObject> units = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      units.add(new Source("Unit" + i, sources[i]));
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
      JavaFileManager memory =
          new ForwardingJavaFileManager<>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
              return new Output(name.replace('.', '/'), out);
            }
          };
      boolean ok =
          compiler
              .getTask(
                  null,
                  memory,
                  problems,
                  List.of("--release", String.valueOf(release), "-g", "-Xlint:-options"),
                  null,
                  units)
              .call();
      if (!ok) {
        throw new AssertionError(
            problems.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .toList()
                .toString());
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    Map<String, byte[]> classes = new TreeMap<>();
    out.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  /** A source of which only the text matters: its public class is not checked against its name. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
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
