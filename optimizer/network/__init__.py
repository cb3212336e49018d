"""From a service to its precedence networks: who waits for whom, and how long."""
