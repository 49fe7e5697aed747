package dev.weft.benchmarks.overhead;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Results as JSON: each value of each trial. */
final class ResultJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ResultJson() {}

  /**
   * Writes them.
   *
   * @param conditions name and value of what they were measured under
   */
  static String of(Map<String, String> conditions, Results results) {
    JsonObject json = new JsonObject();
    json.add("conditions", GSON.toJsonTree(conditions));
    json.add("failures", GSON.toJsonTree(results.failures()));
    JsonArray runs = new JsonArray();
    results.runs().forEach(run -> runs.add(of(run)));
    json.add("runs", runs);
    return GSON.toJson(json) + "\n";
  }

  private static JsonObject of(Results.Run run) {
    JsonObject json = new JsonObject();
    json.addProperty("app", run.subject().app().word());
    json.addProperty("jdk", run.subject().jdk().word());
    json.addProperty("agent", run.subject().contestant().word());
    json.addProperty("round", run.round() + 1);
    JsonObject values = new JsonObject();
    run.values().forEach((measure, value) -> values.addProperty(name(measure), value));
    json.add("values", values);
    return json;
  }

  private static String name(Measure measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #of} has written.
   *
   * @param jdks finds a JDK by its word
   * @param results gets all of the trials
   * @return the conditions
   * @throws Refusal if the text is none of ours
   */
  static Map<String, String> read(String text, Function<String, Jdk> jdks, Results results) {
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      member(json, "failures")
          .getAsJsonArray()
          .forEach(why -> results.addFailure(why.getAsString()));
      for (JsonElement run : member(json, "runs").getAsJsonArray()) {
        read(run.getAsJsonObject(), jdks, results);
      }
      Map<String, String> conditions = new LinkedHashMap<>();
      member(json, "conditions")
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> conditions.put(entry.getKey(), entry.getValue().getAsString()));
      return conditions;
    } catch (JsonParseException | IllegalStateException e) {
      throw new Refusal("the earlier result cannot be read: " + e.getMessage());
    }
  }

  private static void read(JsonObject run, Function<String, Jdk> jdks, Results results) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    for (Map.Entry<String, JsonElement> value :
        member(run, "values").getAsJsonObject().entrySet()) {
      values.put(
          Measure.valueOf(value.getKey().toUpperCase(Locale.ROOT)), value.getValue().getAsDouble());
    }
    Jdk jdk = jdks.apply(member(run, "jdk").getAsString());
    App app = App.of(member(run, "app").getAsString());
    Contestant contestant = Contestant.of(member(run, "agent").getAsString());
    int round = member(run, "round").getAsInt() - 1;
    results.add(new Subject(app, jdk, contestant), round, values);
  }

  private static JsonElement member(JsonObject object, String name) {
    JsonElement member = object.get(name);
    if (member == null) {
      throw new JsonParseException("there is no \"" + name + "\"");
    }
    return member;
  }
}
