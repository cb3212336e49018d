"""The nouns: what a service is, as frozen records."""

from optimizer.service.choosing import chosen_options, in_situation
from optimizer.service.completion import complete
from optimizer.service.service import Service

__all__ = ["Service", "chosen_options", "complete", "in_situation"]
