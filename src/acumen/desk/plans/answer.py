"""The answer to `what next?`: a plain value with its certificate, which can be printed, shown and written as JSON."""
