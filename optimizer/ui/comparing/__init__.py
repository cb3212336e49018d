"""What the page 对比 is made of."""
