package dev.weft.tracing;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Query parameters that carry credentials or signatures.
 *
 * <p>The first group is the one of the conventions ({@code url.query}); the others are what
 * identity providers, object stores and API gateways are known to take in a query.
 */
final class RedactedQueryKeys {
  static final List<String> DEFAULTS =
      Collections.unmodifiableList(
          Arrays.asList(
              "X-Amz-Signature",
              "X-Amz-Credential",
              "X-Amz-Security-Token",
              "AWSAccessKeyId",
              "Signature",
              "sig",
              "X-Goog-Signature",
              // Signed URLs of other stores and content networks.
              "X-Goog-Credential",
              "GoogleAccessId",
              "OSSAccessKeyId",
              "security-token",
              "Key-Pair-Id",
              "Policy",
              "hmac",
              "signed",
              "sign",
              // OAuth 2.0, OpenID Connect, SAML.
              "access_token",
              "refresh_token",
              "id_token",
              "id_token_hint",
              "client_secret",
              "client_assertion",
              "assertion",
              "code",
              "code_verifier",
              "SAMLRequest",
              "SAMLResponse",
              "ticket",
              // Tokens, keys and passwords by their usual names.
              "token",
              "auth",
              "auth_token",
              "authtoken",
              "authorization",
              "bearer",
              "jwt",
              "csrf_token",
              "xsrf_token",
              "reset_token",
              "session",
              "sessionid",
              "session_id",
              "session_token",
              "sid",
              "jsessionid",
              "phpsessid",
              "key",
              "api_key",
              "api-key",
              "apikey",
              "x-api-key",
              "access_key",
              "accesskey",
              "secret_key",
              "subscription-key",
              "private_key",
              "secret",
              "password",
              "passwd",
              "passphrase",
              "pass",
              "pwd",
              "pin",
              "otp",
              "credential",
              "credentials"));

  private RedactedQueryKeys() {}
}
