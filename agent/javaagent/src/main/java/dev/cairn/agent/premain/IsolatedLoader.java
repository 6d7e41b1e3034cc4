package dev.cairn.agent.premain;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent and its libraries from the {@code isolated/} folder of the agent's jar, where no
 * other class loader finds them. The job's own ASM, Kryo or Objenesis are never seen from here, nor
 * ours from there. Thread-safe.
 */
public final class IsolatedLoader extends ClassLoader {
  private static final String FOLDER = "isolated/";

  static {
    registerAsParallelCapable();
  }

  private final File file;
  private final JarFile jar;

  private IsolatedLoader(File file, JarFile jar) {
    super("cairn", ClassLoader.getPlatformClassLoader());
    this.file = file;
    this.jar = jar;
  }

  /** Opens the loader over the agent's jar, which stays open for the JVM's life. */
  public static ClassLoader open(File jar) throws IOException {
    return new IsolatedLoader(jar, new JarFile(jar));
  }

  /** Looks here first: most of what is asked for is ours, and asking the JDK in vain takes time. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      ZipEntry entry = jar.getEntry(FOLDER + name.replace('.', '/') + ".class");
      return entry == null ? super.loadClass(name, resolve) : define(name, entry);
    }
  }

  private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = new byte[Math.toIntExact(entry.getSize())]; // of its size: it is read once
      int length = in.readNBytes(bytes, 0, bytes.length);
      return defineClass(name, bytes, 0, length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " can't be read from " + file, e);
    }
  }

  /** Not by its URL, for which the JDK opens the jar once more, through a cache of its own. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    ZipEntry entry = jar.getEntry(FOLDER + name);
    if (entry == null) {
      return super.getResourceAsStream(name);
    }
    try {
      return jar.getInputStream(entry);
    } catch (IOException e) {
      return null; // as for what is not there
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    if (jar.getEntry(FOLDER + name) == null) {
      return null;
    }
    try {
      return new URL("jar:" + file.toURI() + "!/" + FOLDER + name);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
