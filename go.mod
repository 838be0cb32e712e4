module github.com/spikelet/spikelet

go 1.26
