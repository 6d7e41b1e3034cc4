package dev.cairn.coordinator.core;

/**
 * The coordinator's mind: state, event and time to a new state. It is asked by one thread, and what
 * it decides counts from when it is durable.
 */
public final class Decider {
  private final Policy policy;

  public Decider(Policy policy) {
    this.policy = policy;
  }

  /**
   * What comes of an event.
   *
   * @param now by the coordinator's clock, in milliseconds; where that went back, the state's time
   * @throws RefusedException it can't be done, and nothing has changed
   */
  public Decision decide(State state, Event event, long now) {
    Change change = new Change(state.under(policy), now);
    if (event instanceof Event.Request request) {
      new Requests(change).request(request);
    } else if (event instanceof Event.Outcome outcome) {
      new Outcomes(change, policy).outcome(outcome);
    } else if (event instanceof Event.Word word) {
      new Hosts(change, policy).word(word);
    } else if (event instanceof Event.Begun) {
      new Hosts(change, policy).begun();
    } else {
      Hosts hosts = new Hosts(change, policy);
      hosts.empty();
      hosts.expire();
    }
    if (change.isDue()) {
      Plan plan = Scheduler.plan(change.state(), policy);
      carryOut(plan, change);
      change.settle(plan.until(), plan.claims());
    }
    return change.decision();
  }

  /** Why a job doesn't run, or what it does, in words. */
  public String why(State state, long id, long now) {
    Job job = Requests.known(state, id);
    String wait = Scheduler.why(state.under(policy).at(now), policy, job);
    return wait != null
        ? job.state().word() + ": " + wait + " (" + job.standing().reason() + ")"
        : job.state().word() + ": " + job.standing().reason();
  }

  private static void carryOut(Plan plan, Change change) {
    for (Plan.Halt halt : plan.stops()) {
      Stops.stop(change, Requests.known(change.state(), halt.job()), halt.purpose(), halt.reason());
    }
    for (Plan.Start start : plan.starts()) {
      Job job = Requests.known(change.state(), start.job());
      Job leased = job.leased(new Lease(start.host(), change.now(), -1, null));
      CheckIn newest = job.work().newest();
      change.move(
          leased,
          JobState.STAGING,
          "goes to "
              + start.host()
              + (newest == null || newest.generation() == 0
                  ? ", to begin"
                  : ", to go on from generation " + newest.generation()));
    }
  }
}
