/** A service without tracing code that calls others. */
package example.forwarder;
