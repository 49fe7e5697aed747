package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the jars of the agents are. */
final class AgentJars {
  private final Map<Agent, Path> jars = new EnumMap<>(Agent.class);

  /**
   * Finds or fetches them.
   *
   * @param root of the repository
   * @param folder for what is fetched
   */
  AgentJars(List<Agent> agents, Path root, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (Agent agent : agents) {
      Path jar = find(agent, root, folder);
      if (jar != null) {
        jars.put(agent, jar);
      }
    }
  }

  private static @Nullable Path find(Agent agent, Path root, Path folder)
      throws IOException, InterruptedException {
    String coordinates = agent.coordinates();
    if (coordinates != null) {
      return fetch(coordinates, folder);
    }
    return switch (agent) {
      case EMPTY -> AgentJar.of(EmptyAgent.class, folder);
      case WEFT -> built(root);
      default -> null;
    };
  }

  /** Where the build puts ours. */
  static Path weft(Path root) {
    return root.resolve("agent/target/weft-agent.jar");
  }

  private static Path built(Path root) {
    Path jar = weft(root);
    if (!Files.exists(jar)) {
      throw new Refusal("no agent: mvn -Dquick -DskipTests -pl agent -am package makes " + jar);
    }
    return jar;
  }

  private static Path fetch(String coordinates, Path folder)
      throws IOException, InterruptedException {
    String[] parts = coordinates.split(":");
    Path jar = folder.resolve(parts[1] + "-" + parts[2] + ".jar");
    if (!Files.exists(jar)) {
      Maven.run(
          folder, "dependency:copy", "-Dartifact=" + coordinates, "-DoutputDirectory=" + folder);
    }
    return jar;
  }

  /** Null if the contestant has none. */
  @Nullable Path of(Agent agent) {
    return jars.get(agent);
  }
}
