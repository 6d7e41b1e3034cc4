package dev.cairn.coordinator.core;

/**
 * A job's files with a generation among them, durable at the coordinator: what it can go on from on
 * any host.
 *
 * @param epoch of the lease under which it was made
 * @param generation the newest in it, 0 where there is none
 * @param files the digest of the manifest
 */
public record CheckIn(long epoch, long generation, String files) {}
