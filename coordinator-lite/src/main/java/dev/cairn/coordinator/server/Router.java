package dev.cairn.coordinator.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds who answers. */
final class Router {
  private final List<Route<?, ?>> routes;

  Router(List<Route<?, ?>> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A route, and what stands for its variables. */
  record Match(Route<?, ?> route, Map<String, String> variables) {}

  /**
   * The route that answers. What is written out goes before what is a variable.
   *
   * @param parts of the path, decoded
   * @throws HttpProblem nobody does
   */
  Match match(String method, List<String> parts) {
    TreeSet<String> allowed = new TreeSet<>();
    List<Match> found = new ArrayList<>();
    for (Route<?, ?> route : routes) {
      Map<String, String> variables = route.match(parts);
      if (variables != null) {
        allowed.add(route.method());
        if (route.method().equals(method)) {
          found.add(new Match(route, variables));
        }
      }
    }
    String path = "/" + String.join("/", parts);
    if (found.isEmpty()) {
      throw allowed.isEmpty()
          ? new HttpProblem(404, "nothing answers to " + path + ": see /v1/openapi.json")
          : HttpProblem.methodNotAllowed(
              path + " takes " + String.join(", ", allowed) + " alone", String.join(", ", allowed));
    }
    return found.stream()
        .min((a, b) -> Integer.compare(a.variables().size(), b.variables().size()))
        .orElseThrow();
  }
}
