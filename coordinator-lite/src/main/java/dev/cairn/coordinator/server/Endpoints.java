package dev.cairn.coordinator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator answers. Everything below {@code /v1}:
 *
 * <pre>
 *   POST jobs                         submit                GET  jobs, jobs/7
 *   POST jobs/7/pause …               what users ask for    GET  jobs/7/state?unlike=RUNNING
 *   GET  hosts                        POST hosts/a/cordon, uncordon, drain
 *   GET  metrics                      for Prometheus
 *   POST workers/a/join, heard, leaving, left, outcome, saved
 *   POST chunks/missing               PUT, GET chunks/(id)
 * </pre>
 */
final class Endpoints {
  private static final long PATIENCE_MILLIS = 2_000;

  static final String JSON = "application/json";

  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  private final Coordinator coordinator;
  private final Holdings holdings;
  private final ChunkFolder chunks;

  Endpoints(Coordinator coordinator, Holdings holdings, ChunkFolder chunks) {
    this.coordinator = coordinator;
    this.holdings = holdings;
    this.chunks = chunks;
  }

  /** Reads a request's body, whose length is limited. */
  interface Body {
    byte[] read(int limit) throws IOException;

    default <T> T as(Class<T> type) throws IOException {
      try {
        return Json.read(new String(read(MESSAGE), StandardCharsets.UTF_8), type);
      } catch (JsonProcessingException e) {
        throw new HttpProblem(400, "not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
      }
    }
  }

  private static final int MESSAGE = 8 << 20;

  /**
   * Answers.
   *
   * @param path after {@code /v1/}, its parts decoded
   * @param query the text behind the question mark, or empty
   */
  byte[] answer(String method, List<String> path, String query, Body body)
      throws IOException, InterruptedException {
    String what = method + " " + path.get(0) + "/" + path.size();
    return switch (what) {
      case "POST jobs/1" -> submit(body.as(Api.Submission.class));
      case "GET jobs/1" -> json(new Api.Jobs(coordinator.state().jobs().toList()));
      case "GET jobs/2" -> details(number(path.get(1)));
      case "GET jobs/3" -> state(number(path.get(1)), path.get(2), query);
      case "POST jobs/3" ->
          request(number(path.get(1)), path.get(2), body.as(Api.JobRequest.class));
      case "GET hosts/1" -> hosts();
      case "GET metrics/1" -> Metrics.of(coordinator.state()).getBytes(StandardCharsets.UTF_8);
      case "POST hosts/3" -> host(path.get(1), path.get(2));
      case "POST workers/3" -> worker(path.get(1), path.get(2), body);
      case "POST chunks/2" -> missing(path.get(1), body.as(Api.Chunks.class));
      case "PUT chunks/2" -> put(path.get(1), body.read(Math.max(MESSAGE, Chunk.SIZE)));
      case "GET chunks/2" -> get(path.get(1));
      default -> throw new HttpProblem(404, "nothing answers to " + method + " /v1/" + path);
    };
  }

  /** Of what type the answer is; without the right one Prometheus takes nothing. */
  static String type(String path) {
    return path.equals("v1/metrics")
        ? "text/plain; version=0.0.4; charset=utf-8"
        : path.startsWith("v1/chunks/") && !path.endsWith("/missing")
            ? "application/octet-stream"
            : JSON;
  }

  private static byte[] json(Object value) throws JsonProcessingException {
    return Json.write(value).getBytes(StandardCharsets.UTF_8);
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new HttpProblem(400, text + " is no job's number");
    }
    return Long.parseLong(text);
  }

  private byte[] submit(Api.Submission submission) throws IOException {
    JobSpec spec = submission.spec();
    return json(
        new Api.Submitted(
            holdings.take(
                spec.files(), new Event.Submit(spec, submission.priority(), submission.held()))));
  }

  private byte[] details(long id) throws JsonProcessingException {
    Job job = known(id);
    return json(new Api.JobDetails(job, coordinator.why(id), coordinator.history(id)));
  }

  private Job known(long id) {
    Job job = coordinator.state().job(id);
    if (job == null) {
      throw new HttpProblem(404, "there is no job " + id);
    }
    return job;
  }

  private byte[] state(long id, String word, String query)
      throws JsonProcessingException, InterruptedException {
    if (!word.equals("state")) {
      throw new HttpProblem(404, "of a job there is state, not " + word);
    }
    known(id);
    JobState known = null;
    for (JobState s : JobState.values()) {
      if (query.equals("unlike=" + s.name())) {
        known = s;
      }
    }
    Job job = coordinator.jobUnlike(id, known, PATIENCE_MILLIS);
    return json(job == null ? known(id) : job);
  }

  private byte[] request(long id, String word, Api.JobRequest request)
      throws JsonProcessingException {
    Integer priority = request.priority();
    Event event =
        switch (word) {
          case "pause" -> new Event.Pause(id);
          case "resume" -> new Event.Resume(id);
          case "hold" -> new Event.Hold(id);
          case "release" -> new Event.Release(id);
          case "remove" -> new Event.Remove(id);
          case "migrate" -> new Event.Migrate(id, request.to());
          case "priority" -> {
            if (priority == null) {
              throw new HttpProblem(400, "no priority is given");
            }
            yield new Event.Prioritise(id, priority);
          }
          default -> throw new HttpProblem(404, "nobody can " + word + " a job");
        };
    coordinator.take(event);
    return json(known(id));
  }

  private byte[] hosts() throws JsonProcessingException {
    State state = coordinator.state();
    return json(
        new Api.Hosts(
            state.hosts().stream()
                .map(
                    h ->
                        new Api.HostDetails(
                            h, state.leasedTo(h.name()).stream().map(Job::id).toList()))
                .toList()));
  }

  private byte[] host(String name, String word) {
    coordinator.take(
        switch (word) {
          case "cordon" -> new Event.Cordon(name);
          case "uncordon" -> new Event.Uncordon(name);
          case "drain" -> new Event.Drain(name);
          default -> throw new HttpProblem(404, "nobody can " + word + " a host");
        });
    return NOTHING;
  }

  private byte[] worker(String host, String word, Body body)
      throws IOException, InterruptedException {
    switch (word) {
      case "join" -> {
        Api.Join j = body.as(Api.Join.class);
        coordinator.take(new Event.Joined(host, j.incarnation(), j.room(), j.platform(), j.kept()));
        return orders(host, null);
      }
      case "heard" -> {
        Api.Heartbeat h = body.as(Api.Heartbeat.class);
        coordinator.take(new Event.Heard(host, h.incarnation(), h.reports()));
        return orders(host, h.knows());
      }
      case "leaving" -> {
        Api.Heartbeat h = body.as(Api.Heartbeat.class);
        coordinator.take(new Event.Leaving(host, h.incarnation()));
        return orders(host, null);
      }
      case "left" -> {
        coordinator.take(new Event.Left(host, body.as(Api.Heartbeat.class).incarnation()));
        return NOTHING;
      }
      case "outcome" -> {
        Api.Outcome o = body.as(Api.Outcome.class);
        take(o.files(), outcome(host, o));
        return NOTHING;
      }
      case "saved" -> {
        Api.Saved s = body.as(Api.Saved.class);
        CheckIn checkIn = new CheckIn(s.epoch(), s.generation(), s.files());
        take(s.files(), new Event.Saved(host, s.job(), s.epoch(), checkIn));
        return NOTHING;
      }
      default -> throw new HttpProblem(404, "workers don't say " + word);
    }
  }

  private void take(@Nullable String files, Event event) throws IOException {
    if (files == null) {
      coordinator.take(event);
    } else {
      holdings.take(files, event);
    }
  }

  private static Event outcome(String host, Api.Outcome o) {
    String unfit = o.unfit();
    if (unfit != null) {
      return new Event.Unfit(host, o.job(), o.epoch(), unfit);
    }
    String files = o.files();
    Integer exit = o.exit();
    Long generation = o.generation();
    if (files == null) {
      return new Event.Stopped(host, o.job(), o.epoch(), null);
    }
    if (exit != null) {
      return new Event.Ended(host, o.job(), o.epoch(), new Job.Result(exit, files));
    }
    return new Event.Stopped(
        host,
        o.job(),
        o.epoch(),
        new CheckIn(o.epoch(), generation == null ? 0 : generation, files));
  }

  private byte[] orders(String host, @Nullable String knows)
      throws JsonProcessingException, InterruptedException {
    List<Order> orders =
        knows == null
            ? Order.of(coordinator.state(), host)
            : coordinator.ordersUnlike(host, o -> tag(o).equals(knows), PATIENCE_MILLIS);
    return json(new Api.Orders(tag(orders), orders));
  }

  private static String tag(List<Order> orders) {
    StringBuilder text = new StringBuilder();
    orders.forEach(o -> text.append(o.job()).append('/').append(o.epoch()).append(o.stop()));
    return Chunk.id(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] missing(String word, Api.Chunks asked) throws JsonProcessingException {
    if (!word.equals("missing")) {
      throw new HttpProblem(404, "of chunks one can ask which are missing, not " + word);
    }
    asked.chunks().forEach(Endpoints::id);
    return json(new Api.Chunks(List.copyOf(chunks.missing(asked.chunks()))));
  }

  private byte[] put(String id, byte[] bytes) throws IOException {
    if (!Chunk.id(bytes).equals(id(id))) {
      throw new HttpProblem(400, "what was sent is not chunk " + id);
    }
    chunks.write(id, bytes);
    return NOTHING;
  }

  private byte[] get(String id) throws IOException {
    if (!chunks.has(id(id))) {
      throw new HttpProblem(404, "there is no chunk " + id);
    }
    return chunks.read(id);
  }

  private static String id(String text) {
    if (!Chunk.isId(text)) {
      throw new HttpProblem(400, text + " is no chunk's id");
    }
    return text;
  }
}
