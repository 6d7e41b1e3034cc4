package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.file.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a {@link URLClassLoader} takes classes from: files and folders, which must be the same
 * where the job goes on, for it will load more of them.
 */
final class LoaderUrls {
  private static final long PATH = Mem.offset(URLClassLoader.class, "ucp");

  private LoaderUrls() {}

  /** One line for each: url, tab, what its content is. */
  static String of(URLClassLoader loader) {
    Object path = Mem.getRef(loader, PATH);
    if (path == null || Mem.getByte(path, Mem.offset(path.getClass(), "closed")) != 0) {
      throw LoaderContent.refused(
          "this class loader is closed", "clear the reference to it before the safe point");
    }
    StringBuilder text = new StringBuilder();
    for (URL url : urls(path)) {
      try {
        text.append(url).append('\t').append(content(url.toString())).append('\n');
      } catch (IOException | URISyntaxException | IllegalArgumentException e) {
        throw LoaderContent.refused(
            url
                + ", where it takes classes from, can't be held against what is there later ("
                + e
                + ")",
            "load classes from files");
      }
    }
    return text.toString();
  }

  private static URL[] urls(Object path) {
    try {
      Method get = path.getClass().getMethod("getURLs");
      return (URL[]) get.invoke(path);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jdk.internal.loader.URLClassPath.getURLs: " + e, e);
    }
  }

  /**
   * The places of a text.
   *
   * @throws SnapshotMismatchException what lies there is no longer the same
   */
  static URL[] parse(String text) {
    List<URL> urls = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      int tab = line.indexOf('\t');
      if (tab >= 0) {
        String url = line.substring(0, tab);
        try {
          if (!line.substring(tab + 1).equals(content(url))) {
            throw new SnapshotMismatchException(
                url
                    + ", where a class loader of the job's takes classes from, has changed; bring"
                    + " it back, or begin anew with the option fresh");
          }
          urls.add(new URI(url).toURL());
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
          throw new SnapshotMismatchException(
              url + ", where a class loader of the job's takes classes from, can't be read: " + e);
        }
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static String content(String url)
      throws IOException, URISyntaxException, MalformedURLException {
    Path path = Path.of(new URI(url));
    if (!Files.isDirectory(path)) {
      return ofFile(path);
    }
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(path.relativize(file)).append('=').append(ofFile(file)).append(' ');
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return all.toString();
  }

  private static String ofFile(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return FileContent.of(in, in.size(), false);
    } catch (NoSuchFileException e) {
      return "absent";
    }
  }
}
