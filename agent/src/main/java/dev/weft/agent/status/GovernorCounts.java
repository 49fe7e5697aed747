package dev.weft.agent.status;

/** What is missing because of the governor. */
public interface GovernorCounts {

  /** Requests that were sampled but for the governor. */
  long thinnedRequests();

  /** Operations that began while nothing was recorded. */
  long untracedOperations();
}
