package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import dev.cairn.annotations.CheckpointLoop;
import dev.cairn.annotations.Recreate;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Holds what no snapshot can, in fields that are made again. */
public final class Recreates {
  @Recreate("listen")
  private static final ServerSocket SOCKET = listen();

  private final String name;

  @Recreate("index")
  private final List<Thread> index;

  private Recreates(String name) {
    this.name = name;
    this.index = index();
  }

  public static void main(String[] args) {
    List<Recreates> all = new ArrayList<>();
    for (@CheckpointLoop int i = 0; i < 6; i++) {
      f(i);
      all.add(new Recreates("n" + i));
      System.out.println(i + " " + SOCKET.isClosed() + names(all));
    }
  }

  private static ServerSocket listen() {
    f(0); // a safe point that does not count on a resume
    try {
      return new ServerSocket();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Thread> index() {
    return List.of(new Thread(name));
  }

  private static String names(List<Recreates> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(r -> text.append(' ').append(r.index.get(0).getName()));
    return text.toString();
  }
}
