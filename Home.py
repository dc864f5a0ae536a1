"""Tieout's front door: the frame that signs people in and shows the page they asked for."""

from core.faces.screen import frame

frame.draw()
