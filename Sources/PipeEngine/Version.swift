/// The version of pipe.
package let pipeVersion = "0.1.0"
