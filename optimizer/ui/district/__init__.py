"""Parts of the page 全区一件事."""
