package dev.weft.agent.libraries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What an instrumentation's own {@code pom.xml} says, with the profile {@code latest} or without.
 */
final class Pom {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

  private final Element project;
  private final Map<String, String> first = new HashMap<>();
  private final Map<String, String> latest = new HashMap<>();

  private Pom(Element project) {
    this.project = project;
    Element properties = child(project, "properties");
    if (properties != null) {
      children(properties).forEach(each -> first.put(each.getTagName(), text(each)));
    }
    latest.putAll(first);
    Element profile = latestProfile();
    Element changed = profile == null ? null : child(profile, "properties");
    if (changed != null) {
      children(changed).forEach(each -> latest.put(each.getTagName(), text(each)));
    }
  }

  static Pom read(Path file) {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getDocumentElement());
    } catch (Exception e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  @Nullable String property(String name) {
    return first.get(name);
  }

  /** The dependencies whose version the profile {@code latest} changes: what is tested twice. */
  List<TestedLibrary> testedLibraries() {
    List<TestedLibrary> libraries = new ArrayList<>();
    Element dependencies = child(project, "dependencies");
    if (dependencies == null) {
      return libraries;
    }
    for (Element dependency : children(dependencies)) {
      String version = field(dependency, "version");
      TestedLibrary library =
          new TestedLibrary(
              resolved(field(dependency, "artifactId"), first),
              resolved(version, first),
              resolved(field(dependency, "artifactId"), latest),
              resolved(version, latest));
      if (!library.firstVersion().equals(library.latestVersion())) {
        libraries.add(library);
      }
    }
    return libraries;
  }

  private @Nullable Element latestProfile() {
    Element profiles = child(project, "profiles");
    if (profiles != null) {
      for (Element profile : children(profiles)) {
        if (field(profile, "id").equals("latest")) {
          return profile;
        }
      }
    }
    return null;
  }

  private static String resolved(String text, Map<String, String> properties) {
    return PROPERTY
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(properties.getOrDefault(found.group(1), found.group())));
  }

  private static String field(Element element, String name) {
    Element child = child(element, name);
    return child == null ? "" : text(child);
  }

  private static @Nullable Element child(Element element, String name) {
    for (Element child : children(element)) {
      if (child.getTagName().equals(name)) {
        return child;
      }
    }
    return null;
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static String text(Element element) {
    return element.getTextContent().strip();
  }
}
