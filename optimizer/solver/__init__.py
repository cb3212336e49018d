"""The optimizer's model: opportunities in, measures out, with what is proven."""
