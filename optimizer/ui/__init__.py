"""The web page: choose a service and a plan, look at the answer."""
