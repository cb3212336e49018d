"""The planner's workspace: kept services, their plans and what is being computed for them."""
