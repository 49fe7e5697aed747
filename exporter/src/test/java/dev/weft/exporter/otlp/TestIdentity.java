package dev.weft.exporter.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** A key and its self-signed certificate, made by the JDK's keytool. */
final class TestIdentity {

  private static final String PASSWORD = "changeit";

  private final KeyStore store;

  private TestIdentity(KeyStore store) {
    this.store = store;
  }

  static TestIdentity make(Path file, String algorithm, String alternativeName) throws Exception {
    keytool(
        file,
        new byte[0],
        "-genkeypair -alias x -dname CN=test -validity 2 -keyalg " + algorithm,
        "-ext san=" + alternativeName);
    return load(file);
  }

  /** An identity whose certificate was issued by another one, and is no longer valid. */
  static TestIdentity makeExpired(Path file, String alternativeName) throws Exception {
    byte[] none = new byte[0];
    keytool(file, none, "-genkeypair -alias ca -dname CN=ca -keyalg EC -ext bc:c");
    keytool(file, none, "-genkeypair -alias x -dname CN=test -keyalg EC");
    byte[] request = keytool(file, none, "-certreq -alias x");
    byte[] certificate =
        keytool(
            file,
            request,
            "-gencert -rfc -alias ca -startdate -10d -validity 2 -ext san=" + alternativeName);
    keytool(file, certificate, "-importcert -alias x");
    return load(file);
  }

  private static byte[] keytool(Path file, byte[] input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    // Its time is that of a JVM's start.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of(String.join(" ", arguments).split(" ")));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", file.toString()));
    Process keytool = new ProcessBuilder(command).start();
    keytool.getOutputStream().write(input);
    keytool.getOutputStream().close();
    byte[] output = keytool.getInputStream().readAllBytes();
    if (keytool.waitFor() != 0) {
      throw new IOException(new String(output, StandardCharsets.UTF_8));
    }
    return output;
  }

  private static TestIdentity load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestIdentity(store);
  }

  /** The certificate of who issued this identity's. */
  byte[] issuerPem() {
    return certificatePem("ca");
  }

  byte[] certificatePem() {
    return certificatePem("x");
  }

  private byte[] certificatePem(String alias) {
    try {
      return pem("CERTIFICATE", store.getCertificate(alias).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] keyPem() {
    try {
      return pem("PRIVATE KEY", store.getKey("x", PASSWORD.toCharArray()).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes sockets that show this identity and, if a client is given, take nobody else. */
  ServerSocketFactory serverSockets(TestIdentity client) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys.getKeyManagers(),
        client == null ? null : client.trustManagers().getTrustManagers(),
        null);
    ServerSocketFactory factory = context.getServerSocketFactory();
    return client == null ? factory : new DemandingFactory(factory);
  }

  private TrustManagerFactory trustManagers() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("x", store.getCertificate("x"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }

  private static byte[] pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static final class DemandingFactory extends ServerSocketFactory {

    private final ServerSocketFactory delegate;

    DemandingFactory(ServerSocketFactory delegate) {
      this.delegate = delegate;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return demanding(delegate.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return demanding(delegate.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      return demanding(delegate.createServerSocket(port, backlog, address));
    }

    private static ServerSocket demanding(ServerSocket socket) {
      ((SSLServerSocket) socket).setNeedClientAuth(true);
      return socket;
    }
  }
}
