package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.core.Policy;
import java.util.List;

/**
 * What is tried, each way.
 *
 * @param hosts when they are there
 * @param slots that each of them has; a job takes one
 * @param jobs by time
 * @param costs of a job at a worker
 * @param policy of the coordinator
 * @param end when the simulation is over, in milliseconds, if jobs are not done before
 */
public record Scenario(
    Availability hosts,
    int slots,
    List<JobLoad.Arrival> jobs,
    JobCosts costs,
    Policy policy,
    long end) {}
