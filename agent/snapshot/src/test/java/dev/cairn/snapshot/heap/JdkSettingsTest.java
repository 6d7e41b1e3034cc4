package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.snapshot.NotCapturableException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each setting is changed, captured, changed again, and restored; or it is refused. */
class JdkSettingsTest {
  @TempDir Path dir;

  @BeforeAll
  static void openTheHeap() {
    Snapshots.access();
  }

  @Test
  void systemsPropertiesStayTheSameObject() {
    Properties properties = System.getProperties();
    assertThat(Snapshots.restore(captured(properties)).get(0)).isSameAs(properties);
  }

  @Test
  void numbersThreadsOn() {
    Executors.defaultThreadFactory();
    Path file = captured();
    String thread = new Thread(() -> {}).getName();
    String pool = Executors.defaultThreadFactory().newThread(() -> {}).getName();

    Snapshots.restore(file);

    assertThat(new Thread(() -> {}).getName()).isEqualTo(thread);
    assertThat(Executors.defaultThreadFactory().newThread(() -> {}).getName()).isEqualTo(pool);
  }

  @Test
  void switchedDefaultsAreCarried() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    captured(); // as they were
    loader.clearAssertionStatus();
    loader.setPackageAssertionStatus(null, true);
    loader.setClassAssertionStatus("com.acme.Main", true);
    HttpURLConnection.setFollowRedirects(false);
    Security.setProperty("cairn.test", "77");
    Path file = captured();
    loader.clearAssertionStatus();
    HttpURLConnection.setFollowRedirects(true);
    Security.setProperty("cairn.test", "0");

    Snapshots.restore(file);

    assertThat(HttpURLConnection.getFollowRedirects()).isFalse();
    assertThat(Security.getProperty("cairn.test")).isEqualTo("77");
    TreeMap<String, String> state = new TreeMap<>();
    new AssertionStatus().capture(Thread.currentThread(), state);
    assertThat(state)
        .isEqualTo(
            Map.of(
                "assert",
                "false",
                "assert package ",
                "true",
                "assert class com.acme.Main",
                "true"));
    HttpURLConnection.setFollowRedirects(true);
    loader.clearAssertionStatus();
  }

  @Test
  void refusesWhatTheJobPlugsIn() {
    ProxySelector usual = ProxySelector.getDefault();
    captured();
    ProxySelector.setDefault(null);
    try {
      assertThat(refused())
          .hasMessageStartingWith("static java.net.ProxySelector.theProxySelector: the job has");
    } finally {
      ProxySelector.setDefault(usual);
    }
    CookieHandler.setDefault(new CookieManager());
    try {
      assertThat(refused()).hasMessageStartingWith("static java.net.CookieHandler.cookieHandler");
    } finally {
      CookieHandler.setDefault(null);
    }
    captured();
  }

  @Test
  void refusesALevelOfItsOwn() {
    Level own = new Level("CAIRN-TEST", 555) {};
    assertThat(refused()).hasMessageStartingWith("levels of java.util.logging: the job has made");
    assertThat(Level.parse("CAIRN-TEST")).isSameAs(own);
    Object known = JdkStatic.value("java.util.logging.Level$KnownLevel", "nameToLevels");
    ((Map<?, ?>) known).remove("CAIRN-TEST");
    captured();
  }

  @Test
  void refusesASecurityProviderOfItsOwn() {
    Provider own = new Provider("CAIRN-TEST", "1", "none") {};
    Security.addProvider(own);
    try {
      assertThat(refused()).hasMessageContaining("security provider of its own, CAIRN-TEST");
    } finally {
      Security.removeProvider(own.getName());
    }
    captured();
  }

  @Test
  void refusesAFileToDeleteOnExit() {
    File file = dir.resolve("gone").toFile();
    file.deleteOnExit();
    try {
      assertThat(refused()).hasMessageStartingWith("file " + file + ": it is to be deleted");
    } finally {
      ((Collection<?>) JdkStatic.value("java.io.DeleteOnExitHook", "files")).remove(file.getPath());
    }
    captured();
  }

  /** Logging adds a shutdown hook of its own, which is no reason to refuse. */
  @Test
  void refusesAChangedRootLogger() {
    Logger root = Logger.getLogger("");
    captured();
    Level before = root.getLevel();
    root.setLevel(Level.SEVERE);
    try {
      assertThat(refused()).hasMessageContaining("the job has changed its level");
    } finally {
      root.setLevel(before);
    }
    root.setFilter(r -> true);
    try {
      assertThat(refused()).hasMessageContaining("the job has changed its filter");
    } finally {
      root.setFilter(null);
    }
  }

  @Test
  void refusesClosedStandardInput() throws IOException {
    BufferedInputStream closed = new BufferedInputStream(new ByteArrayInputStream(new byte[9]));
    StandardInput input = new StandardInput(closed, new InputSource());
    assertThatCode(() -> check(input)).doesNotThrowAnyException();
    closed.close();
    assertThat(refused(input))
        .hasMessageStartingWith("static java.lang.System.in: the job has closed it");
    StandardInput ofTheHost = new StandardInput(closed, new InputSource()); // closed before the job
    assertThatCode(() -> check(ofTheHost)).doesNotThrowAnyException();
  }

  private static void check(StandardInput input) {
    input.capture(Thread.currentThread(), new TreeMap<>());
  }

  private static NotCapturableException refused(StandardInput input) {
    return catchThrowableOfType(NotCapturableException.class, () -> check(input));
  }

  private Path captured(Object... locals) {
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(), locals), file);
    return file;
  }

  private static NotCapturableException refused() {
    return catchThrowableOfType(
        NotCapturableException.class, () -> Snapshots.capture(List.of(), "x"));
  }
}
