package dev.weft.exporter.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates and keys in PEM, as the user gave them, and the TLS context made from them. */
final class TlsMaterial {

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";
  private static final String[] KEY_ALGORITHMS = {"RSA", "EC", "Ed25519"};
  private static final char[] NO_PASSWORD = {};

  private final byte @Nullable [] trusted;
  private final byte @Nullable [] clientKey;
  private final byte @Nullable [] clientCertificate;

  TlsMaterial(
      byte @Nullable [] trusted, byte @Nullable [] clientKey, byte @Nullable [] clientCertificate) {
    this.trusted = trusted;
    this.clientKey = clientKey;
    this.clientCertificate = clientCertificate;
  }

  /**
   * Makes a context of its own: the default one is the application's to replace, also by one that
   * trusts everybody.
   *
   * @throws IllegalArgumentException if a PEM cannot be used; the message can be shown to the user
   */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Null stands for the JVM's trust store. */
  private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
    if (trusted == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int index = 0;
    for (Certificate certificate : certificates("trusted certificate", trusted)) {
      store.setCertificateEntry("ca" + index++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
    if (clientKey == null && clientCertificate == null) {
      return null;
    }
    if (clientKey == null || clientCertificate == null) {
      throw new IllegalArgumentException("a client key and a client certificate need each other");
    }
    Certificate[] chain =
        certificates("client certificate", clientCertificate).toArray(new Certificate[0]);
    KeyStore store = emptyStore();
    store.setKeyEntry("client", privateKey(clientKey), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(String what, byte[] pem)
      throws GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("the " + what + " file holds no X.509 certificate");
    }
    return certificates;
  }

  private static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
    String text = new String(pem, StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the client key is not an unencrypted PKCS #8 key (\"BEGIN PRIVATE KEY\"); convert it"
              + " with: openssl pkcs8 -topk8 -nocrypt");
    }
    byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // A key of another algorithm: PKCS #8 names it in a place that only a DER parser finds.
      }
    }
    throw new IllegalArgumentException("the client key is neither RSA, EC nor Ed25519");
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
