"""What the page 合规自查 is made of."""
