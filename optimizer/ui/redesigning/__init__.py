"""What the page 流程再造测算 is made of."""
