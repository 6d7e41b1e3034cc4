package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a program can plug an object into the JDK that the whole JVM goes by from then on. Such an
 * object is refused, and so is to have taken out what stood there: nobody would plug it in again.
 */
final class PluggedObjects implements JdkSetting {
  /**
   * @param className the class whose static holds the object
   * @param field its name
   * @param call how a program plugs it in
   * @param empty whether nothing stands there until then
   */
  private record Socket(String className, String field, String call, boolean empty) {}

  private static final List<Socket> TABLE =
      List.of(
          new Socket("java.net.ProxySelector", "theProxySelector", "setDefault", false),
          new Socket("java.net.CookieHandler", "cookieHandler", "setDefault", true),
          new Socket("java.net.ResponseCache", "theResponseCache", "setDefault", true),
          new Socket("java.net.Authenticator", "theAuthenticator", "setDefault", true),
          new Socket("java.net.URLConnection", "factory", "setContentHandlerFactory", true),
          new Socket("java.net.URL", "factory", "setURLStreamHandlerFactory", true),
          new Socket("java.net.Socket", "factory", "setSocketImplFactory", true),
          new Socket("java.net.ServerSocket", "factory", "setSocketFactory", true),
          new Socket("java.net.DatagramSocket", "factory", "setDatagramSocketImplFactory", true));

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    for (Socket s : TABLE) {
      JdkStatic field = JdkStatic.find(s.className(), s.field());
      if (field != null && isUnusual(s, Mem.getRef(field.base(), field.offset()))) {
        throw new NotCapturableException(
            "static " + s.className() + "." + s.field(),
            "the job has changed it for the whole JVM (" + s.call() + ")",
            "leave it as it is, or set it after the loop");
      }
    }
  }

  private static boolean isUnusual(Socket s, @Nullable Object plugged) {
    return plugged == null ? !s.empty() : s.empty() || plugged.getClass().getClassLoader() != null;
  }
}
