package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerNotification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sampling changes while a real service runs. */
@Tag("run-time-changes")
class RunTimeChangesIT {
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;

  @Test
  void followsItsConfigurationFile() throws Exception {
    Path file = Files.writeString(folder.resolve("weft.properties"), "weft.sampling.rules=keep\n");
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess service =
            start(
                Jdk.of(17),
                collector,
                "-Dotel.javaagent.configuration-file=" + file,
                "-Dweft.configuration-file.check=50ms")) {
      String url = url(service);
      get(url + "?n=1");
      collector.await(1, span -> true);

      replace(file, "weft.sampling.rules=drop /stock\n");
      service.awaitErr("changed by the configuration file: weft.sampling.rules=drop /stock");
      get(url + "?n=2");
      replace(file, "weft.sampling.rules=drop /stock, gibberish\n");
      assertThat(service.awaitErr("sampling stays as it was")).contains("gibberish");
      get(url + "?n=3");
      replace(file, "weft.sampling.rules=keep /stock\n");
      service.awaitErr("weft.sampling.rules=keep /stock");
      get(url + "?n=4");

      assertThat(service.awaitEnd().exitCode()).isZero();
      assertThat(queries(collector)).containsExactlyInAnyOrder("n=1", "n=4");
    }
  }

  @OnJdks(from = 11)
  void obeysItsMBeanOnceSomebodyUsesJmx(Jdk jdk) throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess service = start(jdk, collector)) {
      String url = url(service);
      try (JMXConnector jmx = connect(service)) {
        MBeanServerConnection server = jmx.getMBeanServerConnection();
        ObjectName bean = awaitBean(server);
        server.setAttribute(bean, new Attribute("Rules", "drop /stock"));
        get(url + "?n=1");

        assertThatThrownBy(() -> server.setAttribute(bean, new Attribute("Rules", "drop stock")))
            .hasStackTraceContaining("weft.sampling.rules");
        TabularData decisions = (TabularData) server.getAttribute(bean, "Decisions");
        CompositeData rule = decisions.get(new Object[] {"drop /stock"});
        TabularData counts = (TabularData) rule.get("value");
        assertThat(counts.get(new Object[] {"dropped"}).get("value")).isEqualTo(1L);

        server.invoke(bean, "reset", null, null);
        get(url + "?n=2");
      }
      assertThat(service.awaitEnd().exitCode()).isZero();
      assertThat(queries(collector)).containsExactly("n=2");
    }
  }

  private static JavaProcess start(Jdk jdk, OtlpReceiver collector, String... options) {
    ProcessBuilder builder = Weft.app("chain-tomcat-10", jdk, collector, "example.chain.Service");
    builder.command().addAll(1, List.of(options));
    return JavaProcess.start(builder);
  }

  /** At once and as a whole: a file that is half written is another configuration. */
  private static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling("next.properties"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String url(JavaProcess service) throws InterruptedException {
    String listening = service.awaitOut("listening on ");
    return "http://localhost:" + listening.substring("listening on ".length()) + "/stock";
  }

  private void get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("in stock");
  }

  private static List<String> queries(OtlpReceiver collector) {
    return collector.spans().stream().map(span -> span.attributes().get("url.query")).toList();
  }

  private static JMXConnector connect(JavaProcess service) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(service.pid()));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  /** The bean is registered on a thread of the agent's, some time after JMX has come up. */
  private static ObjectName awaitBean(MBeanServerConnection server) throws Exception {
    ObjectName bean = new ObjectName("dev.weft:type=Sampling");
    Object registered = new Object();
    server.addNotificationListener(
        new ObjectName("JMImplementation:type=MBeanServerDelegate"),
        (notification, unused) -> {
          if (notification instanceof MBeanServerNotification change
              && change.getMBeanName().equals(bean)) {
            synchronized (registered) {
              registered.notifyAll();
            }
          }
        },
        null,
        null);
    synchronized (registered) {
      if (!server.isRegistered(bean)) {
        registered.wait(30_000);
      }
    }
    assertThat(server.isRegistered(bean)).isTrue();
    return bean;
  }
}
