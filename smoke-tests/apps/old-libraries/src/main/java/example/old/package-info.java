/** Libraries in versions that no instrumentation knows. */
package example.old;
