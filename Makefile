# The README's commands need no make. `make check` is what CI runs.
.PHONY: check test bench cover fmt generate examples

check: ## everything that CI checks
	.ci/run

test: ## the tests
	go test ./...

bench: ## the benchmarks: ns per neuron-step, attempts per step
	go test -run '^$$' -bench . -benchmem ./...

cover: ## test coverage, a line per function in cover.html
	go test -coverprofile=cover.out -coverpkg=./... ./...
	go tool cover -html=cover.out -o cover.html
	go tool cover -func=cover.out | tail -1

fmt: ## gofmt
	gofmt -w .

generate: ## the generated files
	go generate ./...

examples: ## every example; results in results/
	for network in examples/*/network.yaml; do go run ./cmd/spikelet run "$$network" || exit 1; done
