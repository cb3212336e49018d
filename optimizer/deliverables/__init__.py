"""What is handed in or handed out about a plan, as content; ``formats`` turns it into files."""
