/** A service that keeps its connections to the database. */
package example.pooled;
