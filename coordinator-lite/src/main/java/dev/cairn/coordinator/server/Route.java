package dev.cairn.coordinator.server;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked. What is served, who may ask, and the document that tells of it all
 * come from here.
 *
 * @param path with variables, as in {@code /v1/jobs/{job}/pause}
 * @param roles one of which is needed
 * @param query the parameters it knows, and what they are for
 * @param takes the request's body
 * @param gives the answer's
 */
record Route<B, A>(
    String method,
    String path,
    Set<Role> roles,
    String summary,
    Map<String, String> query,
    Content<B> takes,
    Content<A> gives,
    Handler<B, A> handler) {

  /** Answers. */
  interface Handler<B, A> {
    A answer(Call call, B body) throws IOException, InterruptedException;
  }

  /** Answers what is asked without a body. */
  interface Getter<A> {
    A answer(Call call) throws IOException, InterruptedException;
  }

  static <A> Route<?, A> get(
      String path, Set<Role> roles, String summary, Content<A> gives, Getter<A> getter) {
    return new Route<>(
        "GET",
        "/v1/" + path,
        roles,
        summary,
        Map.of(),
        Content.NOTHING,
        gives,
        (call, nothing) -> getter.answer(call));
  }

  static <B, A> Route<B, A> post(
      String path,
      Set<Role> roles,
      String summary,
      Content<B> takes,
      Content<A> gives,
      Handler<B, A> handler) {
    return new Route<>("POST", "/v1/" + path, roles, summary, Map.of(), takes, gives, handler);
  }

  static <B, A> Route<B, A> put(
      String path,
      Set<Role> roles,
      String summary,
      Content<B> takes,
      Content<A> gives,
      Handler<B, A> handler) {
    return new Route<>("PUT", "/v1/" + path, roles, summary, Map.of(), takes, gives, handler);
  }

  /** With a parameter that may follow a question mark. */
  Route<B, A> with(String parameter, String meaning) {
    return new Route<>(
        method, path, roles, summary, Map.of(parameter, meaning), takes, gives, handler);
  }

  A answer(Call call, byte[] body) throws IOException, InterruptedException {
    return handler.answer(call, takes.read(body));
  }

  /** What stands for the variables; null where it is another path. */
  @Nullable Map<String, String> match(List<String> parts) {
    String[] own = path.substring(1).split("/", -1);
    if (own.length != parts.size()) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < own.length; i++) {
      String name = variable(own[i]);
      if (name != null && !parts.get(i).isEmpty()) {
        variables.put(name, parts.get(i));
      } else if (!own[i].equals(parts.get(i))) {
        return null;
      }
    }
    return variables;
  }

  /** The name of a part that is a variable, else null. */
  static @Nullable String variable(String part) {
    return part.startsWith("{") ? part.substring(1, part.length() - 1) : null;
  }
}
