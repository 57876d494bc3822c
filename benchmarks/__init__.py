"""Speed and memory against peers, everything side by side in one run: `python -m benchmarks [NAME ...]`."""
