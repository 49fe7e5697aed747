package dev.weft.instrumentation.jdbc.url;

import dev.weft.tracing.db.DbInfo;
import dev.weft.tracing.db.SqlDialect;
import org.jspecify.annotations.Nullable;

/** URLs of databases that may live in the process: H2, HSQLDB, Derby, SQLite. */
final class EmbeddedUrl {
  /** What H2, HSQLDB and Derby write before a name that is in the process. */
  private static final String[] PLACES = {
    "mem:", "memory:", "file:", "res:", "zip:", "nio:", "async:", "directory:", "classpath:", "jar:"
  };

  private EmbeddedUrl() {}

  static DbInfo parse(String system, String rest) {
    ServerUrl url = ServerUrl.parse(rest);
    if (url == null || isFile(rest)) {
      return new DbInfo(system, SqlDialect.ANSI, local(rest), null, -1);
    }
    return JdbcUrl.info(system, SqlDialect.ANSI, url.database(), url);
  }

  private static boolean isFile(String rest) {
    return startsWith(rest, "file:") || rest.startsWith("///");
  }

  private static @Nullable String local(String rest) {
    String name = UrlText.head(rest);
    for (String place : PLACES) {
      if (name != null && startsWith(name, place)) {
        name = UrlText.nonEmpty(name.substring(place.length()));
      }
    }
    return name;
  }

  private static boolean startsWith(String text, String prefix) {
    return text.regionMatches(/* ignoreCase= */ true, 0, prefix, 0, prefix.length());
  }
}
