package dev.cairn.coordinator.server;

import static dev.cairn.coordinator.server.Route.get;
import static dev.cairn.coordinator.server.Route.post;

import dev.cairn.coordinator.core.Evacuation;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Forecast;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What users ask for. */
final class UserEndpoints {
  private static final long PATIENCE_MILLIS = 2_000;
  private static final int SUBMISSION = 1 << 20;
  private static final int NAME = 200;
  private static final int STEPS = 10_000;
  private static final long USUAL_NOTICE = Duration.ofMinutes(2).toMillis();
  private static final long LONGEST_NOTICE = Duration.ofDays(30).toMillis();
  private static final String LATEST_STEPS = "500";

  private static final Set<Role> SUBMIT = EnumSet.of(Role.SUBMIT, Role.OPERATE);
  private static final Set<Role> LOOK = SUBMIT;
  private static final Set<Role> OPERATE = EnumSet.of(Role.OPERATE);

  private final Coordinator coordinator;
  private final Holdings holdings;

  UserEndpoints(Coordinator coordinator, Holdings holdings) {
    this.coordinator = coordinator;
    this.holdings = holdings;
  }

  List<Route<?, ?>> routes() {
    Content<Job> job = Content.json(Job.class);
    return List.of(
        post(
            "jobs",
            SUBMIT,
            "Submits a job whose files are there; answered when it is durable.",
            Content.json(Api.Submission.class).upTo(SUBMISSION),
            Content.json(Api.Submitted.class),
            (call, submission) -> submit(submission)),
        get("jobs", LOOK, "All jobs.", Content.json(Api.Jobs.class), call -> jobs()),
        get(
            "jobs/{job}",
            LOOK,
            "A job, why it is as it is, and its history.",
            Content.json(Api.JobDetails.class),
            call -> details(call.job())),
        get("jobs/{job}/state", LOOK, "A job, as soon as it changes its state.", job, this::state)
            .with("unlike", "a state that is known: it is waited for another, for two seconds"),
        request("pause", "Saves it and stops it until it is resumed.", Event.Pause::new),
        request("resume", "Lets a paused job go on.", Event.Resume::new),
        request("hold", "Saves it and stops it until it is released.", Event.Hold::new),
        request("release", "Lets a held job go on.", Event.Release::new),
        request("remove", "Ends it if it isn't over, and forgets it.", Event.Remove::new),
        post(
            "jobs/{job}/priority",
            OPERATE,
            "Gives it another priority; higher goes first.",
            Content.json(Api.JobRequest.class),
            job,
            (call, body) -> ask(new Event.Prioritise(call.job(), priority(body)), call.job())),
        post(
            "jobs/{job}/migrate",
            OPERATE,
            "Saves it and lets it go on on another host, or on the one that is named.",
            Content.json(Api.JobRequest.class),
            job,
            (call, body) -> ask(new Event.Migrate(call.job(), body.to()), call.job())),
        get(
            "hosts",
            LOOK,
            "All hosts, and what they run.",
            Content.json(Api.Hosts.class),
            call -> hosts()),
        host(
            "cordon",
            "Gives a host no more jobs.",
            call -> new Event.Cordon(call.variable("host"))),
        host(
            "uncordon",
            "Gives a host jobs again.",
            call -> new Event.Uncordon(call.variable("host"))),
        host(
                "drain",
                "Gives a host no more jobs, and moves away what runs there.",
                call -> new Event.Drain(call.variable("host"), within(call)))
            .with("within", "milliseconds in which it is to be empty: what is saved is chosen"),
        get(
                "hosts/{host}/evacuation",
                LOOK,
                "What would be saved of a host that is to be empty soon.",
                Content.json(Evacuation.class),
                this::evacuation)
            .with("within", "in how many milliseconds (else 120000)"),
        get(
                "history",
                LOOK,
                "The latest steps of all jobs, oldest first.",
                Content.json(Api.History.class),
                this::history)
            .with("last", "how many, at most 10000 (else 500)"),
        get(
            "events",
            LOOK,
            "What happens to jobs and hosts, as server-sent events; resumed by Last-Event-ID.",
            Content.EVENTS,
            this::events),
        get(
            "metrics",
            LOOK,
            "For Prometheus.",
            Content.METRICS,
            call -> Metrics.of(coordinator.state())));
  }

  private Route<?, Job> request(String word, String summary, LongFunction<Event> event) {
    return post(
        "jobs/{job}/" + word,
        OPERATE,
        summary,
        Content.NOTHING,
        Content.json(Job.class),
        (call, nothing) -> ask(event.apply(call.job()), call.job()));
  }

  private Route<?, Api.Nothing> host(String word, String summary, Function<Call, Event> event) {
    return post(
        "hosts/{host}/" + word,
        OPERATE,
        summary,
        Content.NOTHING,
        Content.NOTHING,
        (call, nothing) -> {
          coordinator.take(event.apply(call));
          return Api.Nothing.MORE;
        });
  }

  private Api.Submitted submit(Api.Submission submission) throws IOException {
    JobSpec spec = submission.spec();
    named(spec.name(), "name");
    named(spec.key(), "key");
    return new Api.Submitted(
        holdings.take(
            spec.files(), new Event.Submit(spec, submission.priority(), submission.held())));
  }

  static void named(String name, String what) {
    if (name.length() > NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new HttpProblem(
          400, "a " + what + " has at most " + NAME + " characters, none of them control");
    }
  }

  private Api.Jobs jobs() {
    return new Api.Jobs(coordinator.state().jobs().toList());
  }

  private Api.JobDetails details(long id) {
    Job job = known(id);
    return new Api.JobDetails(job, coordinator.why(id), coordinator.history(id));
  }

  private Job known(long id) {
    Job job = coordinator.state().job(id);
    if (job == null) {
      throw new HttpProblem(404, "there is no job " + id);
    }
    return job;
  }

  private Job state(Call call) throws InterruptedException {
    known(call.job());
    String unlike = call.query().get("unlike");
    Job job = coordinator.jobUnlike(call.job(), stateNamed(unlike), PATIENCE_MILLIS);
    return job == null ? known(call.job()) : job;
  }

  private static @Nullable JobState stateNamed(@Nullable String name) {
    if (name == null) {
      return null;
    }
    for (JobState state : JobState.values()) {
      if (name.equals(state.name())) {
        return state;
      }
    }
    throw new HttpProblem(400, name + " is no state of a job");
  }

  private static int priority(Api.JobRequest request) {
    Integer priority = request.priority();
    if (priority == null) {
      throw new HttpProblem(400, "no priority is given");
    }
    return priority;
  }

  private Job ask(Event event, long job) {
    coordinator.take(event);
    return known(job);
  }

  private Api.Hosts hosts() {
    State state = coordinator.state();
    return new Api.Hosts(
        state.hosts().stream()
            .map(
                h ->
                    new Api.HostDetails(
                        h,
                        state.leasedTo(h.name()).stream().map(Job::id).toList(),
                        Forecast.of(state, h).lossWithin(Duration.ofDays(1))))
            .toList());
  }

  private Evacuation evacuation(Call call) {
    Long within = within(call);
    return Evacuation.of(
        coordinator.state(), call.variable("host"), within == null ? USUAL_NOTICE : within);
  }

  private static @Nullable Long within(Call call) {
    String millis = call.query().get("within");
    if (millis == null) {
      return null;
    }
    long within = Call.number(millis, "number of milliseconds");
    if (within < 0 || within > LONGEST_NOTICE) {
      throw new HttpProblem(400, "a host is emptied within 0 ms to 30 days, not " + within + " ms");
    }
    return within;
  }

  private Api.History history(Call call) {
    long last = Call.number(call.query().getOrDefault("last", LATEST_STEPS), "number of steps");
    return new Api.History(coordinator.latest((int) Math.min(last, STEPS)));
  }

  private EventStream events(Call call) {
    long latest = coordinator.latest();
    String known = call.lastEventId();
    long last = known == null ? latest : Call.number(known, "event's number");
    if (last > latest) {
      throw new HttpProblem(
          400, "event " + last + " is of another coordinator: the latest here is " + latest);
    }
    return new EventStream(coordinator, last);
  }
}
