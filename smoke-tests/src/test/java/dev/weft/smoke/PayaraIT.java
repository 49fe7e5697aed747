package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/**
 * Payara 6, run in the foreground by the command that its {@code asadmin} makes of the domain's
 * settings, as in its container images: OSGi bundles, Catalina on Grizzly, an agent of its own.
 */
@Tag("payara")
@Tag("matrix")
class PayaraIT {
  private static final Distribution PAYARA =
      new Distribution("fish.payara.distributions:payara:6.2025.9:zip");

  /** Its README names 11 and 17; it runs on 21, too. */
  @OnJdks(from = 11, to = 21)
  void payara6(Jdk jdk) throws Exception {
    ServerCell.check("payara-6", new Payara(), jdk);
  }

  private static final class Payara implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions)
        throws IOException, InterruptedException {
      Path domain = folder.resolve("domains/domain1");
      PAYARA.copy("glassfish/domains/domain1", domain);
      configure(domain.resolve("config/domain.xml"), port, jvmOptions);
      SelfCallingWar.JAKARTA.copyTo(domain.resolve("autodeploy/shop.war"));
      Path password =
          Files.writeString(folder.resolve("password"), "AS_ADMIN_MASTERPASSWORD=changeit\n");
      ProcessBuilder builder =
          Weft.command(
              "sh",
              "-c",
              "exec $(\"$0\" start-domain --dry-run --domaindir \"$1\" | sed -e 1d -e '/^$/,$d')"
                  + " <\"$2\"",
              PAYARA.home().resolve("bin/asadmin").toString(),
              domain.getParent().toString(),
              password.toString());
      builder.environment().put("AS_JAVA", jdk.home().toString());
      return builder;
    }

    /** Little but HTTP, so that no port is fixed and no other machine is looked for. */
    private static void configure(Path settings, int port, List<String> jvmOptions)
        throws IOException {
      String options =
          jvmOptions.stream()
              .map(option -> "<jvm-options>" + option + "</jvm-options>")
              .collect(Collectors.joining());
      Files.writeString(
          settings,
          Files.readString(settings)
              .replace("<jvm-options>-server</jvm-options>", options)
              .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + "\"")
              .replace("port=\"4848\"", "address=\"127.0.0.1\" port=\"0\"")
              .replaceAll("port=\"(8181|8686|3700|3820|3920)\"", "enabled=\"false\" $0")
              .replace(
                  "<hazelcast-config-specific-configuration>",
                  "<jms-service type=\"DISABLED\"/>"
                      + "<phone-home-runtime-configuration enabled=\"false\"/>"
                      + "<hazelcast-config-specific-configuration enabled=\"false\">"));
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitErr("Successfully autodeployed");
    }
  }
}
