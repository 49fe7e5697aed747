package dev.weft.smoke;

import dev.weft.smoke.JavaProcess.Result;
import java.util.List;

/**
 * What can be seen of an application from outside.
 *
 * @param answers of each request its status, headers and body
 * @param files what lies in its folder at its end, the temporary files among it
 */
record Outcome(List<String> answers, Result result, List<String> files) {}
