package dev.cairn.coordinator.server;

import static dev.cairn.coordinator.server.Route.post;

import dev.cairn.coordinator.core.Ahead;
import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What workers tell. */
final class WorkerEndpoints {
  private static final long PATIENCE_MILLIS = 2_000;
  private static final int REPORTS = 8 << 20;
  private static final Set<Role> WORKER = EnumSet.of(Role.WORKER);

  private final Coordinator coordinator;
  private final Holdings holdings;
  private final PeerBook peers = new PeerBook();

  WorkerEndpoints(Coordinator coordinator, Holdings holdings) {
    this.coordinator = coordinator;
    this.holdings = holdings;
  }

  List<Route<?, ?>> routes() {
    Content<Api.Heartbeat> heartbeat = Content.json(Api.Heartbeat.class).upTo(REPORTS);
    Content<Api.Orders> orders = Content.json(Api.Orders.class);
    return List.of(
        word(
            "join",
            "A worker begins; what is to be there.",
            Content.json(Api.Join.class).upTo(REPORTS),
            orders,
            (call, join) -> join(host(call), join)),
        word(
            "heard",
            "What is there; what is to be there, as soon as that is not what it knows.",
            heartbeat,
            orders,
            (call, h) -> heard(host(call), h)),
        word(
            "leaving",
            "A worker is about to end; what it is to give back.",
            Content.json(Api.Leaving.class).upTo(REPORTS),
            orders,
            (call, l) -> leaving(host(call), l)),
        word(
            "left",
            "A worker ends, with nothing left.",
            heartbeat,
            Content.NOTHING,
            (call, h) -> left(host(call), h)),
        word(
            "outcome",
            "What became of a job.",
            Content.json(Api.Outcome.class),
            Content.NOTHING,
            (call, o) -> take(o.files(), outcome(host(call), o))),
        word(
            "saved",
            "A generation of a job that runs on.",
            Content.json(Api.Saved.class),
            Content.NOTHING,
            (call, s) -> take(s.files(), saved(host(call), s))));
  }

  private static <B, A> Route<B, A> word(
      String word,
      String summary,
      Content<B> takes,
      Content<A> gives,
      Route.Handler<B, A> handler) {
    return post("workers/{host}/" + word, WORKER, summary, takes, gives, handler);
  }

  private static String host(Call call) {
    return call.variable("host");
  }

  private Api.Orders join(String host, Api.Join j) throws InterruptedException {
    UserEndpoints.named(host, "host's name");
    coordinator.take(
        new Event.Joined(
            host, j.incarnation(), j.room(), j.platform(), j.kept(), j.withinMillis()));
    peers.put(host, j.peer());
    return orders(host, null);
  }

  private Api.Orders heard(String host, Api.Heartbeat h) throws InterruptedException {
    coordinator.take(new Event.Heard(host, h.incarnation(), h.reports()));
    peers.put(host, h.peer());
    return orders(host, h.knows());
  }

  private Api.Orders leaving(String host, Api.Leaving l) throws InterruptedException {
    coordinator.take(new Event.Leaving(host, l.incarnation(), l.withinMillis()));
    return orders(host, null);
  }

  private Api.Nothing left(String host, Api.Heartbeat h) {
    coordinator.take(new Event.Left(host, h.incarnation()));
    peers.put(host, null);
    return Api.Nothing.MORE;
  }

  private Api.Nothing take(@Nullable String files, Event event) throws IOException {
    if (files == null) {
      coordinator.take(event);
    } else {
      holdings.take(files, event);
    }
    return Api.Nothing.MORE;
  }

  private static Event saved(String host, Api.Saved s) {
    CheckIn checkIn = new CheckIn(s.epoch(), s.generation(), s.files());
    return new Event.Saved(host, s.job(), s.epoch(), checkIn);
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
      return new Event.Stopped(host, o.job(), o.epoch(), null, null);
    }
    if (exit != null) {
      return new Event.Ended(host, o.job(), o.epoch(), new Job.Result(exit, files));
    }
    return new Event.Stopped(
        host,
        o.job(),
        o.epoch(),
        new CheckIn(o.epoch(), generation == null ? 0 : generation, files),
        o.leave());
  }

  private Api.Orders orders(String host, @Nullable String knows) throws InterruptedException {
    List<Order> orders =
        knows == null
            ? Order.of(coordinator.state(), host)
            : coordinator.ordersUnlike(host, o -> tag(o).equals(knows), PATIENCE_MILLIS);
    State state = coordinator.state();
    Ahead ahead = Ahead.of(state, host);
    List<Long> jobs =
        Stream.concat(orders.stream().map(Order::job), Stream.ofNullable(ahead).map(Ahead::job))
            .toList();
    return new Api.Orders(tag(orders), orders, peers.holders(state, host, jobs), ahead);
  }

  private static String tag(List<Order> orders) {
    StringBuilder text = new StringBuilder();
    orders.forEach(o -> text.append(o.job()).append('/').append(o.epoch()).append(o.stop()));
    return Chunk.id(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
