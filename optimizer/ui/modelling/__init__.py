"""What the page 事项梳理 is made of."""
