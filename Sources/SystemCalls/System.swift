/// Calls to the system that the modules share. Interrupted ones are made again, and every failure is an `ErrorNumber`.
package enum System {}
