/** The running job: requests, stops, snapshots, refusals, reports. */
@NullMarked
package dev.cairn.agent.job;

import org.jspecify.annotations.NullMarked;
