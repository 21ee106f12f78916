"""The commands of ``govtext``: each module here is the command of its name, and holds it as ``command``."""
