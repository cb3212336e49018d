"""Pictures of services and plans, as SVG and PNG, in one visual language (``style``)."""
