"""What many ratings came to: the shapes of the answer, as text and JSON show them."""

from __future__ import annotations
