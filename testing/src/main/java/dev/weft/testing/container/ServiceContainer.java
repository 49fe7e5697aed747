package dev.weft.testing.container;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.weft.testing.Ci;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A service in a container of its own, from an image of {@code ci/docker/Dockerfile}.
 *
 * <pre>
 *   &#64;RegisterExtension static final ServiceContainer redis = ServiceContainer.of("redis", 6379);
 * </pre>
 *
 * <p>As an extension it runs for all tests of a class. Without a Docker engine, or without the
 * image, the tests are skipped; in CI they fail.
 */
public final class ServiceContainer implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  /** By this {@code test.sh} finds what a killed JVM has left behind. */
  private static final String LABEL = "dev.weft.smoke";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String image;
  private final GenericContainer<?> container;

  private ServiceContainer(String service, int port) {
    this.image = "weft-smoke/" + service;
    this.container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withLabel(LABEL, "true")
            .withImagePullPolicy(name -> false)
            .withExposedPorts(port);
  }

  /**
   * A service that does not run yet.
   *
   * @param service the target of {@code ci/docker/Dockerfile}
   * @param port where it listens in the container
   */
  public static ServiceContainer of(String service, int port) {
    return new ServiceContainer(service, port);
  }

  /** A service that is ready once it says so in its output, which may be after it listens. */
  public ServiceContainer readyWhenItSays(String text) {
    container.waitingFor(Wait.forLogMessage(".*" + Pattern.quote(text) + ".*\\n", 1));
    return this;
  }

  /** Starts the service and waits, for at most three minutes, until it is ready or else listens. */
  public ServiceContainer start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      Ci.missing("no Docker engine answers: " + image + " needs one");
    }
    if (!hasImage()) {
      Ci.missing("there is no image " + image + ": ci/docker/Dockerfile tells how to build it");
    }
    container.withStartupTimeout(PATIENCE).start();
    return this;
  }

  /** Where the test reaches the service. */
  public String host() {
    return container.getHost();
  }

  /** The port by which the test reaches the service. */
  public int port() {
    return container.getFirstMappedPort();
  }

  /** Ends the service and removes its container. */
  @Override
  public void close() {
    container.close();
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    close();
  }

  private boolean hasImage() {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException absent) {
      return false;
    }
  }
}
