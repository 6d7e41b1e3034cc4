/**
 * What a job does to files between two snapshots: noted before it is done, and undone where the job
 * goes on from the older one.
 */
@org.jspecify.annotations.NullMarked
package dev.cairn.agent.files;
