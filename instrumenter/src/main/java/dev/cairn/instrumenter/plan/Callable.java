package dev.cairn.instrumenter.plan;

/** A node of the call graph: what a call may arrive at. */
sealed interface Callable permits MethodRef, Lambda, Dispatch, Adapter, ProxiedCall {}
