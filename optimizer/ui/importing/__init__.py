"""Parts of the pages where a table of others is handed in."""
