package dev.cairn.coordinator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.coordinator.wire.Api;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The document that the routes and the records of their bodies make. */
final class OpenApi {
  private final Map<String, Object> schemas = new TreeMap<>();

  static String of(List<Route<?, ?>> routes) {
    OpenApi api = new OpenApi();
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Route<?, ?> route : routes) {
      @SuppressWarnings("unchecked")
      Map<String, Object> path =
          (Map<String, Object>)
              paths.computeIfAbsent(route.path(), p -> new LinkedHashMap<String, Object>());
      path.put(route.method().toLowerCase(Locale.ROOT), api.operation(route));
    }
    open(
        paths,
        "/v1/health",
        "200 where jobs are taken, else 503; for load balancers, without token.");
    open(paths, "/v1/openapi.json", "This document; without token.");
    api.schema(Api.Problem.class);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        map(
            "title", "Cairn's coordinator",
            "version", "1",
            "description",
                "Jobs share hosts by priority, move, and are never lost. Each request needs a token"
                    + " with one of the roles that it names."));
    document.put("security", List.of(Map.of("token", List.of())));
    document.put("paths", paths);
    document.put(
        "components",
        map(
            "securitySchemes",
            map("token", map("type", "http", "scheme", "bearer")),
            "schemas",
            api.schemas));
    try {
      return JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(document)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void open(Map<String, Object> paths, String path, String summary) {
    Map<String, Object> get = map("summary", summary, "security", List.of());
    get.put("responses", map("200", map("description", "Yes.")));
    paths.put(path, map("get", get));
  }

  private Map<String, Object> operation(Route<?, ?> route) {
    Map<String, Object> operation = map("summary", route.summary());
    operation.put("x-roles", route.roles().stream().sorted().map(Role::word).toList());
    List<Object> parameters = new ArrayList<>();
    for (String part : route.path().split("/", -1)) {
      String name = Route.variable(part);
      if (name != null) {
        parameters.add(
            map("name", name, "in", "path", "required", true, "schema", map("type", "string")));
      }
    }
    route
        .query()
        .forEach(
            (name, meaning) ->
                parameters.add(
                    map(
                        "name",
                        name,
                        "in",
                        "query",
                        "description",
                        meaning,
                        "schema",
                        map("type", "string"))));
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (!route.takes().isIgnored()) {
      operation.put(
          "requestBody",
          map(
              "required",
              true,
              "description",
              "At most " + route.takes().limit() + " bytes.",
              "content",
              map(route.takes().type(), map("schema", content(route.takes())))));
    }
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put(
        "200",
        map(
            "description",
            "Done.",
            "content",
            map(route.gives().type(), map("schema", content(route.gives())))));
    answers.put("401", map("description", "No token that is known."));
    answers.put("429", map("description", "Too many requests: again after Retry-After seconds."));
    answers.put(
        "default",
        map(
            "description",
            "What is wrong.",
            "content",
            map(Content.JSON, map("schema", map("$ref", "#/components/schemas/Problem")))));
    operation.put("responses", answers);
    return operation;
  }

  private Map<String, Object> content(Content<?> content) {
    if (content.of() == byte[].class) {
      return map("type", "string", "format", "binary");
    }
    return content.of().isRecord() ? schema(content.of()) : map("type", "string");
  }

  private Map<String, Object> schema(Type type) {
    if (type instanceof ParameterizedType list) {
      return map("type", "array", "items", schema(list.getActualTypeArguments()[0]));
    }
    Class<?> c = (Class<?>) type;
    if (c == String.class) {
      return map("type", "string");
    } else if (c == long.class || c == Long.class) {
      return map("type", "integer", "format", "int64");
    } else if (c == int.class || c == Integer.class) {
      return map("type", "integer", "format", "int32");
    } else if (c == boolean.class) {
      return map("type", "boolean");
    } else if (c == double.class) {
      return map("type", "number");
    } else if (c.isEnum()) {
      return map(
          "type",
          "string",
          "enum",
          Arrays.stream(c.getEnumConstants()).map(Object::toString).toList());
    } else if (c.isRecord()) {
      record(c);
      return map("$ref", "#/components/schemas/" + name(c));
    }
    throw new IllegalArgumentException("no schema for " + type);
  }

  /** {@code Job.Standing} is JobStanding; those of {@code Api} are by themselves. */
  private static String name(Class<?> c) {
    Class<?> around = c.getEnclosingClass();
    return around == null || around == Api.class
        ? c.getSimpleName()
        : name(around) + c.getSimpleName();
  }

  private void record(Class<?> c) {
    if (schemas.containsKey(name(c))) {
      return;
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, Object> schema = map("type", "object", "properties", properties);
    schemas.put(name(c), schema);
    List<String> required = new ArrayList<>();
    for (RecordComponent component : c.getRecordComponents()) {
      required.add(component.getName());
      Map<String, Object> of = schema(component.getGenericType());
      properties.put(
          component.getName(),
          isNullable(component.getAnnotatedType())
              ? map("anyOf", List.of(of, map("type", "null")))
              : of);
    }
    schema.put("required", required);
    schema.put("additionalProperties", false);
  }

  private static boolean isNullable(AnnotatedType type) {
    return !(type instanceof AnnotatedParameterizedType)
        && type.isAnnotationPresent(Nullable.class);
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
