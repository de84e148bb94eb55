"""An offline record for regional coordinators of resolution 1540, with Excel files as courier."""

__version__ = "0.1.0"
