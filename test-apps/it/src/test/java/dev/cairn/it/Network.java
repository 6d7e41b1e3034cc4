package dev.cairn.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between whoever connects here and a server on this machine. While it is cut, nothing
 * that is sent arrives, in either direction, and nobody is told.
 */
final class Network implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int BACKLOG = 50;

  private final ServerSocket door;
  private final int server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  Network(int server) {
    this.server = server;
    try {
      door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begin(this::accept);
  }

  /** What to connect to instead of the server. */
  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  void cut() {
    isCut = true;
  }

  /** Connections that were open are lost; new ones work. */
  void mend() {
    isCut = false;
    sockets.forEach(Network::close);
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    door.close();
    sockets.forEach(Network::close);
  }

  private static void begin(Runnable what) {
    Thread thread = new Thread(what, "network");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException e) {
        // it was closed, or the server is away: who connected is told by its connection's end
      }
    }
  }

  private void connect(Socket client) throws IOException {
    sockets.add(client);
    try {
      Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
      sockets.add(to);
      begin(() -> carry(client, to));
      begin(() -> carry(to, client));
    } catch (IOException e) {
      close(client);
      throw e;
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!isCut) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // one side is gone: the other is told below
    }
    if (!isCut) { // else mend() ends them: nobody is told before
      close(from);
      close(to);
      sockets.remove(from);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
