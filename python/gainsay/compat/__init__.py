"""Drop-in writers: scripts that log with another tracker's calls record into Gainsay when one import is changed."""
