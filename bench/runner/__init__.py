"""Runs the workloads in all systems, side by side: python -m runner (bench/run prepares what it needs)."""
