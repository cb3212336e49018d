"""Parts of the page 导出."""
