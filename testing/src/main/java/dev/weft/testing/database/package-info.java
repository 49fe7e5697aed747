/** The contract of database client instrumentations. */
@NullMarked
package dev.weft.testing.database;

import org.jspecify.annotations.NullMarked;
