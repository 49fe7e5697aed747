/** The third service of the fleet, which knows nothing of tracing. */
package example.fleet;
