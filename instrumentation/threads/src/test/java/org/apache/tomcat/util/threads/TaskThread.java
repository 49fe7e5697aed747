package org.apache.tomcat.util.threads;

/** A thread like those of Tomcat's pool. */
public final class TaskThread extends Thread {
  public TaskThread(Runnable task) {
    super(task);
  }
}
