// Package connect makes connections.
package connect
