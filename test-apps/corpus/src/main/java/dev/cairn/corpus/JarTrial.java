package dev.cairn.corpus;

import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.PollKind;
import dev.cairn.instrumenter.weave.NotWeavableException;
import dev.cairn.instrumenter.weave.Weaver;
import dev.cairn.instrumenter.weave.WovenClass;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weaves all classes of a jar and has this JVM verify them. Not thread-safe. */
final class JarTrial {
  /** Classes in one loader: more of them would fill the metaspace. */
  private static final int BATCH = 5_000;

  private final ClassFiles files;
  private final Supertypes supertypes;
  private final JarPlan plan;
  private final Tally tally = new Tally();
  private final Set<String> counted = new HashSet<>();

  private JarTrial(ClassFiles files) {
    this.files = files;
    this.supertypes = new Supertypes(files);
    this.plan = new JarPlan(files);
  }

  /**
   * Tries a jar.
   *
   * @param library has the jar, and those whose classes it may name
   */
  static Tally of(Path jar, Library library) {
    JarTrial trial = new JarTrial(new ClassFiles(jar, library));
    List<String> names = library.names(jar);
    for (int i = 0; i < names.size(); i += BATCH) {
      trial.batch(names.subList(i, Math.min(i + BATCH, names.size())));
    }
    return trial.tally;
  }

  private void batch(List<String> names) {
    ClassLoader woven = new Loader(true);
    ClassLoader plain = new Loader(false);
    for (String name : names) {
      tally.add(Tally.CLASSES);
      String wrong = link(woven, name);
      if (wrong == null) {
        tally.add(Tally.VERIFIED);
        continue;
      }
      String wrongToo = link(plain, name);
      if (wrongToo == null) {
        tally.add(Tally.DEFECT + name.replace('/', '.') + ": " + wrong);
      } else {
        tally.add(Tally.PLAIN_FAILS + kind(wrongToo));
      }
    }
  }

  /**
   * Loads and links, which verifies (JVMS 5.4.1); runs no initialiser. What went wrong, or null.
   */
  @SuppressWarnings("ReturnValueIgnored") // HotSpot links a class that is asked for its members
  private static @Nullable String link(ClassLoader loader, String name) {
    try {
      Class<?> c = Class.forName(name.replace('/', '.'), false, loader);
      c.getDeclaredConstructors();
      return null;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return e.toString().lines().findFirst().orElse("");
    }
  }

  private static String kind(String wrong) {
    int colon = wrong.indexOf(':');
    return colon < 0 ? wrong : wrong.substring(0, colon);
  }

  private byte[] weave(String name, byte[] bytes) {
    boolean first = counted.add(name);
    try {
      ClassPlan wanted = plan.of(bytes);
      if (wanted.isEmpty()) {
        return bytes;
      }
      WovenClass woven = Weaver.weave(bytes, wanted, PollKind.AUTOMATIC, supertypes);
      if (first) {
        tally.add(Tally.METHODS, wanted.wovenMethods().size());
        woven.unsupported().forEach(u -> tally.add(Tally.REFUSED + general(u.reason())));
      }
      return woven.bytes();
    } catch (NotWeavableException e) {
      if (first) {
        tally.add(Tally.REFUSED + "class: " + general(String.valueOf(e.getMessage())));
      }
      return bytes;
    } catch (RuntimeException | StackOverflowError e) {
      if (readable(bytes)) {
        tally.add(Tally.DEFECT + name.replace('/', '.') + ": " + e);
      }
      return bytes;
    }
  }

  /** Whether the JVM itself makes something of the class: obfuscators put in some that are none. */
  private static boolean readable(byte[] bytes) {
    try {
      new Probe().define(bytes);
      return true;
    } catch (NoClassDefFoundError e) {
      return true;
    } catch (LinkageError | SecurityException e) {
      return false;
    }
  }

  /** A reason without what is one method's alone. */
  private static String general(String reason) {
    return reason.replaceAll("\\b\\d+\\b", "N").replaceAll("[\\w$]+([./][\\w$]+)+", "…");
  }

  private static final class Probe extends ClassLoader {
    void define(byte[] bytes) {
      defineClass(null, bytes, 0, bytes.length);
    }
  }

  /** The jar's classes, woven or plain, and the others' as they are. */
  private final class Loader extends ClassLoader {
    private final boolean woven;

    Loader(boolean woven) {
      super(JarTrial.class.getClassLoader());
      this.woven = woven;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        String internal = name.replace('.', '/');
        byte[] bytes = files.ofJars(internal);
        if (bytes == null || name.startsWith("dev.cairn.")) {
          return super.loadClass(name, resolve);
        }
        byte[] given = woven && files.isOwn(internal) ? weave(internal, bytes) : bytes;
        return defineClass(name, given, 0, given.length);
      }
    }
  }
}
