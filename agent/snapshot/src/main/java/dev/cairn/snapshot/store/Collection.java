package dev.cairn.snapshot.store;

import org.jspecify.annotations.Nullable;

/**
 * What a collection of chunks did.
 *
 * @param packs files removed
 * @param freed bytes that the directory holds less
 * @param blocked why nothing was removed, or null
 */
public record Collection(int packs, long freed, @Nullable String blocked) {}
