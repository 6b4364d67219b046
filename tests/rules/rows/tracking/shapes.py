"""A shape fires where its own pattern fits where it is tried, and the compiled pattern of its name does so too."""

from tests.rules.shape_proof import ROW, fires_in

fires = fires_in("tracking/shapes")
__all__ = ["ROW", "fires"]
