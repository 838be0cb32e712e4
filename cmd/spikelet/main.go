// Command spikelet simulates networks of spiking neurons: see spikelet --help.
package main

import (
	"os"

	"github.com/spikelet/spikelet/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr)) }
