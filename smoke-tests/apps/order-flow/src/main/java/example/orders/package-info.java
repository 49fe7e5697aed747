/** An order's way through five services, none of which knows anything of tracing. */
package example.orders;
