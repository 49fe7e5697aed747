package dev.weft.smoke;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.weft.testing.Ci;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A process in a container that shares this machine's network, so that it and the processes outside
 * reach each other on loopback. From an image of {@code ci/docker/Dockerfile}, removed at the end.
 */
final class HostContainer implements AutoCloseable, Witness {
  private static final int PATIENCE_SECONDS = 60;

  private final DockerClient docker;
  private final GenericContainer<?> container;
  private String said = "";
  private boolean closed;

  private HostContainer(DockerClient docker, GenericContainer<?> container) {
    this.docker = docker;
    this.container = container;
  }

  /**
   * Starts one and waits until it says that it is ready.
   *
   * @param files on this machine, by where they are to be in the container
   * @param command empty for the image's own
   */
  static HostContainer start(
      String service,
      Map<String, String> environment,
      Map<String, Path> files,
      String ready,
      String... command) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      Ci.missing("no Docker engine answers: the fleet needs one");
    }
    DockerClient docker = DockerClientFactory.lazyClient();
    String image = "weft-smoke/" + service;
    requireImage(docker, image);
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withLabel("dev.weft.smoke", "true")
            .withImagePullPolicy(name -> false)
            .withNetworkMode("host")
            .withEnv(environment)
            .waitingFor(Wait.forLogMessage(".*" + ready + ".*\\n", 1));
    files.forEach(
        (there, here) -> container.withCopyFileToContainer(MountableFile.forHostPath(here), there));
    if (command.length > 0) {
      container.withCommand(command);
    }
    container.start();
    HostContainer started = new HostContainer(docker, container);
    Evidence.of(started);
    return started;
  }

  private static void requireImage(DockerClient docker, String image) {
    try {
      docker.inspectImageCmd(image).exec();
    } catch (NotFoundException absent) {
      Ci.missing("there is no image " + image + ": ci/docker/Dockerfile tells how to build it");
    }
  }

  List<String> out() {
    return container.getLogs(OutputType.STDOUT).lines().toList();
  }

  /** Sends SIGTERM, or what else the image wants to be stopped with, and waits for the end. */
  JavaProcess.Result terminate() {
    String id = container.getContainerId();
    docker.stopContainerCmd(id).withTimeout(PATIENCE_SECONDS).exec();
    Long exitCode = docker.inspectContainerCmd(id).exec().getState().getExitCodeLong();
    return new JavaProcess.Result(
        Math.toIntExact(exitCode), out(), container.getLogs(OutputType.STDERR).lines().toList());
  }

  @Override
  public String testimony() {
    return container.getDockerImageName() + "\n\n" + (closed ? said : container.getLogs());
  }

  @Override
  public boolean isOver() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      said = container.getLogs();
      closed = true;
      container.close();
    }
  }
}
